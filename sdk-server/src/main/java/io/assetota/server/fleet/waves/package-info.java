/**
 * In which order devices get a release, as plain code without a database: {@link
 * io.assetota.server.fleet.waves.Waves} is what a person writes, and a list of {@link
 * io.assetota.server.fleet.waves.PlannedWave} what that means for a fleet.
 */
@NullMarked
package io.assetota.server.fleet.waves;

import org.jspecify.annotations.NullMarked;
