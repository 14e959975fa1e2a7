/** A pin of an emulated part. Not exported. */
@NullMarked
package io.assetota.handlers.testkit.pin;

import org.jspecify.annotations.NullMarked;
