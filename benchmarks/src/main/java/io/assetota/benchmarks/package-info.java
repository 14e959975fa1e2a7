/** Benchmarks of the hot paths. */
@NullMarked
package io.assetota.benchmarks;

import org.jspecify.annotations.NullMarked;
