package io.assetota.ota;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/**
 * How an agent updates its device.
 *
 * @param parallel how many assets are fetched at a time
 * @param control decides about updates, unless the update brings a control of its own
 * @param confirmWithin how long an application has to confirm; empty if it doesn't have to
 * @param hook is called when the device has another application
 * @param clock for records and rates
 */
record UpdateOptions(
    int parallel,
    UpdateControl control,
    Optional<Duration> confirmWithin,
    ApplicationHook hook,
    InstantSource clock) {}
