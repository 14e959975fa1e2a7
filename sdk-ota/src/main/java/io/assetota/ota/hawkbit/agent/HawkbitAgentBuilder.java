package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.UpdateControl;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.http.Timing;
import io.assetota.ota.report.DeviceTags;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/**
 * Makes a {@link HawkbitAgent}. It is read once, by {@link #build}: what is set later counts for
 * the next agent only. Not safe for use by several threads.
 */
public final class HawkbitAgentBuilder {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration SHORTEST_WATCH = Duration.ofSeconds(5);

  private final DdiClient client;
  private final HawkbitDevice device;
  private UpdateControl control = UpdateControl.INSTALL_ALL;
  private UpdateConsent consent = UpdateConsent.AT_SERVER;
  private ActionHook hook = ActionHook.NONE;
  private HawkbitListener listener = HawkbitListener.NONE;
  private ApplicationRuns runs = ApplicationRuns.UNKNOWN;
  private Optional<String> tags = Optional.empty();
  private Duration shortestInterval = Duration.ofSeconds(10);
  private Duration longestInterval = LONGEST;
  private Duration watchInterval = Duration.ofSeconds(20);
  private Optional<String> releaseName = Optional.empty();
  private Timing timing = Timing.system();

  HawkbitAgentBuilder(DdiClient client, HawkbitDevice device) {
    this.client = client;
    this.device = device;
  }

  /**
   * Sets who decides about updates that the server leaves to the device ({@code attempt}). By
   * default all of them are installed at once. After {@code DECLINE} it is asked again at each
   * poll. {@link UpdateControl#beforeInstall} is called before each installation, whatever the
   * server wants.
   *
   * @param newControl decides
   * @return this builder
   */
  public HawkbitAgentBuilder control(UpdateControl newControl) {
    control = newControl;
    return this;
  }

  /**
   * Sets who confirms updates that need a confirmation. By default they are confirmed at the
   * server.
   *
   * @param newConsent the consent
   * @return this builder
   */
  public HawkbitAgentBuilder consent(UpdateConsent newConsent) {
    consent = newConsent;
    return this;
  }

  /**
   * Sets what is called when an action has changed the device. The default does nothing.
   *
   * @param newHook tells the application, or has it restarted
   * @return this builder
   */
  public HawkbitAgentBuilder actionHook(ActionHook newHook) {
    hook = newHook;
    return this;
  }

  /**
   * Sets who runs the application that is installed. The server is told what that one knows of it.
   * A release that has failed its trial on this device is refused, unless the server forces it or
   * its content is another.
   *
   * @param newRuns knows how the application runs
   * @return this builder
   */
  public HawkbitAgentBuilder runBy(ApplicationRuns newRuns) {
    runs = newRuns;
    return this;
  }

  /**
   * Sets the tags that the device tells of itself, in the attribute {@value
   * io.assetota.ota.report.DeviceTags#ATTRIBUTE}. By default it tells of none. What an operator of
   * the server says of a tag counts.
   *
   * @param newTags up to {@value io.assetota.ota.report.DeviceTags#MAX_TAGS} tags
   * @return this builder
   * @throws IllegalArgumentException if one is not valid, or they are too long together
   */
  public HawkbitAgentBuilder tags(Collection<String> newTags) {
    tags = newTags.isEmpty() ? Optional.empty() : Optional.of(DeviceTags.value(newTags));
    return this;
  }

  /**
   * Sets who follows the work.
   *
   * @param newListener the listener
   * @return this builder
   */
  public HawkbitAgentBuilder listener(HawkbitListener newListener) {
    listener = newListener;
    return this;
  }

  /**
   * Sets bounds for the time between polls, which the server sets. By default 10 seconds and one
   * day.
   *
   * @param shortest 1 second or more
   * @param longest {@code shortest} or more; the same for a fixed interval
   * @return this builder
   * @throws IllegalArgumentException if they are anything else
   */
  public HawkbitAgentBuilder pollingBetween(Duration shortest, Duration longest) {
    if (shortest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "the shortest interval is at least a second, and not longer than the longest one; not "
              + shortest
              + " and "
              + longest);
    }
    shortestInterval = shortest;
    longestInterval = longest;
    return this;
  }

  /**
   * Sets how often the progress of an update is reported to the server, and the server asked
   * whether to stop it. By default every 20 seconds.
   *
   * @param interval 5 seconds or more
   * @return this builder
   * @throws IllegalArgumentException if it is less
   */
  public HawkbitAgentBuilder reportingEvery(Duration interval) {
    if (interval.compareTo(SHORTEST_WATCH) < 0) {
      throw new IllegalArgumentException("at least 5 seconds, not " + interval);
    }
    watchInterval = interval;
    return this;
  }

  /**
   * Sets the name of this device's distribution sets at the server. It is reported, with the
   * application's product or module version, after an application was installed by other means. The
   * default is the name of the last set that came from the server, or else of the application's
   * file, or else of the platform.
   *
   * @param name the name
   * @return this builder
   */
  public HawkbitAgentBuilder releasesNamed(String name) {
    releaseName = Optional.of(name);
    return this;
  }

  /** Sets clocks and pauses, and how often an update is watched, for tests. */
  HawkbitAgentBuilder timing(Timing newTiming, Duration newWatchInterval) {
    timing = newTiming;
    watchInterval = newWatchInterval;
    return this;
  }

  /**
   * Makes the agent.
   *
   * @return the agent, which the caller closes
   * @throws IOException if its journal in the device folder can't be read
   */
  public HawkbitAgent build() throws IOException {
    return new HawkbitAgent(
        new HawkbitOptions(
            client,
            device,
            control,
            consent,
            hook,
            new QuietHawkbitListener(listener),
            runs,
            tags,
            shortestInterval,
            longestInterval,
            watchInterval,
            releaseName,
            timing));
  }
}
