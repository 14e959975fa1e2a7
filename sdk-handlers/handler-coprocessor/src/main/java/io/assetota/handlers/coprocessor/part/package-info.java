/**
 * The life cycle of a coprocessor's program: install, verify that it runs, keep it or put the
 * former one back. Start with {@link io.assetota.handlers.coprocessor.part.PartHandler} and {@link
 * io.assetota.handlers.coprocessor.part.FlashedPart}.
 */
@NullMarked
package io.assetota.handlers.coprocessor.part;

import org.jspecify.annotations.NullMarked;
