/** What all boot loaders on a serial line have in common. Not exported. */
@NullMarked
package io.assetota.handlers.coprocessor.line;

import org.jspecify.annotations.NullMarked;
