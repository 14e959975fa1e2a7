package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.UpdateControl;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.http.Timing;
import java.time.Duration;
import java.util.Optional;

/**
 * How an agent works; what its builder was told until the agent was built.
 *
 * @param client speaks to the server
 * @param device what is updated
 * @param control decides about updates for the owner of the device
 * @param consent confirms updates that need it
 * @param hook is called for each action that has changed the device
 * @param listener follows the work; never throws
 * @param runs knows how the application runs
 * @param tags what the device tells of its tags; empty to tell of none
 * @param shortestInterval the shortest time between polls
 * @param longestInterval the longest time between polls
 * @param watchInterval how often the server is told of the progress, and asked whether to stop
 * @param releaseName name of the distribution sets; empty to find it out
 * @param timing clocks and pauses
 */
record HawkbitOptions(
    DdiClient client,
    HawkbitDevice device,
    UpdateControl control,
    UpdateConsent consent,
    ActionHook hook,
    HawkbitListener listener,
    ApplicationRuns runs,
    Optional<String> tags,
    Duration shortestInterval,
    Duration longestInterval,
    Duration watchInterval,
    Optional<String> releaseName,
    Timing timing) {}
