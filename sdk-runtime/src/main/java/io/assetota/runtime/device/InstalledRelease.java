package io.assetota.runtime.device;

import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetHash;
import io.assetota.runtime.event.RunningRelease;
import io.assetota.runtime.event.RunningRelease.Standing;
import java.time.Duration;
import java.util.Optional;

/**
 * The release that is installed.
 *
 * @param application SHA-256 that identifies the application with its assets
 * @param program identifies what runs: releases with the same program differ in their assets only
 * @param version what its makers call it
 * @param trialLeft how much time of its trial is left, 0 or more; empty if it stays
 */
public record InstalledRelease(
    ApplicationId application, AssetHash program, String version, Optional<Duration> trialLeft) {
  /** Returns it as it is told to others. */
  public RunningRelease running() {
    return new RunningRelease(
        application, version, trialLeft.isPresent() ? Standing.ON_TRIAL : Standing.INSTALLED);
  }
}
