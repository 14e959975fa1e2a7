package io.assetota.server.fleet.waves;

import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.ota.rollout.WaveSize;
import java.util.OptionalLong;

/**
 * A wave of a rollout.
 *
 * @param size which devices it has, as a person wrote it
 * @param devices how many that is; empty for those of a tag, and for the rest
 * @param maxFailures how many failures halt the rollout
 * @param success the share of its devices that have to succeed before it is done, 1 to 100
 * @param soak how long to wait after it
 */
public record PlannedWave(
    WaveSize size, OptionalLong devices, FailureLimit maxFailures, int success, SoakTime soak) {}
