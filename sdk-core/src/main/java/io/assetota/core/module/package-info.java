/** The binary format of application and asset modules. */
@NullMarked
package io.assetota.core.module;

import org.jspecify.annotations.NullMarked;
