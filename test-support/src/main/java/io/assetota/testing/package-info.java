/**
 * What the tests of several modules share: a web server ({@link io.assetota.testing.WebServer}),
 * certificates ({@link io.assetota.testing.TestAuthority}), waiting for another thread or process
 * ({@link io.assetota.testing.Waiting}), power cuts on a disk that loses what was not forced
 * ({@link io.assetota.testing.PowerCutSweep}), and bytes to test with.
 *
 * <p>The module depends on no other one, so that every module can use it in its tests, sdk-core
 * included: Maven knows no cycles. So what simulates a part of the system is written against the
 * types of Java only.
 */
@NullMarked
package io.assetota.testing;

import org.jspecify.annotations.NullMarked;
