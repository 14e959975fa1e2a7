/**
 * What the tests of several modules share: a web server ({@link io.assetota.testing.WebServer}),
 * certificates ({@link io.assetota.testing.TestAuthority}), waiting for another thread or process
 * ({@link io.assetota.testing.Waiting}), power cuts on a disk that loses what was not forced
 * ({@link io.assetota.testing.PowerCutSweep}), and bytes to test with.
 *
 * <p>The module depends on no other one, so that every module can use it, sdk-core included. What
 * simulates a port of a module is written here against the types of Java only, with methods of the
 * same signatures; the module's tests then give it the type that it needs: {@code final class
 * SimulatedDisk extends SimulatedFiles implements Disk {}}.
 */
@NullMarked
package io.assetota.testing;

import org.jspecify.annotations.NullMarked;
