/**
 * Those who use the console and the API: start at {@link
 * io.assetota.server.fleet.operators.Operators}.
 */
@NullMarked
package io.assetota.server.fleet.operators;

import org.jspecify.annotations.NullMarked;
