/**
 * Content in chunks (FORMAT.md, "Chunks"): where content is cut, how it is compressed so that parts
 * of it can be used alone, and the tables that say which parts there are. For the modules of this
 * SDK only.
 *
 * <p>Start with {@link io.assetota.core.chunk.ContentPacker} to cut and compress, with {@link
 * io.assetota.core.chunk.ChunkTable} for the table of a bundle, and with {@link
 * io.assetota.core.chunk.SegmentInflater} to read a part.
 */
@NullMarked
package io.assetota.core.chunk;

import org.jspecify.annotations.NullMarked;
