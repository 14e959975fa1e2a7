package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.UpdateGate;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.http.Timing;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;

/** Makes a {@link HawkbitAgent}. */
public final class HawkbitAgentBuilder {
  private static final Duration LONGEST = Duration.ofDays(1);
  private static final Duration SHORTEST_WATCH = Duration.ofSeconds(5);

  final DdiClient client;
  final HawkbitDevice device;
  UpdateGate gate = UpdateGate.OPEN;
  UpdateConsent consent = UpdateConsent.AT_SERVER;
  AfterInstall installHook = AfterInstall.NONE;
  HawkbitListener listener = HawkbitListener.NONE;
  ApplicationRuns runs = ApplicationRuns.UNKNOWN;
  Duration shortestInterval = Duration.ofSeconds(10);
  Duration longestInterval = LONGEST;
  Duration watchInterval = Duration.ofSeconds(20);
  Optional<String> releaseName = Optional.empty();
  Clock clock = Clock.systemUTC();
  RandomGenerator random = new Random();
  Timing.Pause pause = duration -> Thread.sleep(duration.toMillis());

  HawkbitAgentBuilder(DdiClient client, HawkbitDevice device) {
    this.client = client;
    this.device = device;
  }

  /**
   * Sets who decides about updates that the server leaves to the device ({@code attempt}). By
   * default they are installed at once. Who declines is asked again at each poll.
   *
   * @param newGate the gate
   * @return this builder
   */
  public HawkbitAgentBuilder gate(UpdateGate newGate) {
    gate = newGate;
    return this;
  }

  /**
   * Sets who confirms updates that need it. By default the people at the server.
   *
   * @param newConsent the consent
   * @return this builder
   */
  public HawkbitAgentBuilder consent(UpdateConsent newConsent) {
    consent = newConsent;
    return this;
  }

  /**
   * Sets who is told when an update is installed.
   *
   * @param hook the hook
   * @return this builder
   */
  public HawkbitAgentBuilder afterInstall(AfterInstall hook) {
    installHook = hook;
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
   * Sets bounds for the time between polls, which the server says. By default 10 seconds and a day.
   *
   * @param shortest 1 second or more
   * @param longest not less than {@code shortest}; the same for a fixed interval
   * @return this builder
   * @throws IllegalArgumentException if they are anything else
   */
  public HawkbitAgentBuilder pollingBetween(Duration shortest, Duration longest) {
    if (shortest.compareTo(Duration.ofSeconds(1)) < 0 || longest.compareTo(shortest) < 0) {
      throw new IllegalArgumentException(
          "at least a second, and in order; not " + shortest + " and " + longest);
    }
    shortestInterval = shortest;
    longestInterval = longest;
    return this;
  }

  /**
   * Sets how often the server is told of the progress of an update, and asked whether to stop it.
   * By default every 20 seconds.
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
   * Sets the name that the distribution sets of this device have at the server. It is told, with
   * the application's product or module version, when an application came by other means. By
   * default the name of the last one that came from the server, or else of the application's file,
   * or else of the platform.
   *
   * @param name the name
   * @return this builder
   */
  public HawkbitAgentBuilder releasesNamed(String name) {
    releaseName = Optional.of(name);
    return this;
  }

  /** Sets what takes time, for tests. */
  HawkbitAgentBuilder time(
      Clock newClock, RandomGenerator newRandom, Duration newWatchInterval, Timing.Pause newPause) {
    clock = newClock;
    random = newRandom;
    watchInterval = newWatchInterval;
    pause = newPause;
    return this;
  }

  /**
   * Makes the agent.
   *
   * @return the agent, which the caller closes
   * @throws IOException if its journal in the device folder can't be read
   */
  public HawkbitAgent build() throws IOException {
    return new HawkbitAgent(this);
  }
}
