/**
 * The way of releases to devices: {@link io.assetota.server.fleet.rollouts.Rollouts}, and the
 * {@link io.assetota.server.fleet.rollouts.Actions} that devices get of them.
 */
@NullMarked
package io.assetota.server.fleet.rollouts;

import org.jspecify.annotations.NullMarked;
