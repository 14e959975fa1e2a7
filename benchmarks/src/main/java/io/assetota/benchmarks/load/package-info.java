/** The load of a whole fleet on an update server; start from {@link LoadRun}. */
@NullMarked
package io.assetota.benchmarks.load;

import org.jspecify.annotations.NullMarked;
