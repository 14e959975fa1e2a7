/** The manual pages, from the same descriptions as the help. */
@NullMarked
package io.assetota.cli.manual;

import org.jspecify.annotations.NullMarked;
