package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.hawkbit.agent.UpdateConsent.Answer;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiClient.Confirmation;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.ddi.DdiPoll;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.http.client.BackOff;
import io.assetota.ota.http.client.HttpRequests;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a device up to date with a hawkBit server, or another one that speaks its device protocol:
 * polls at the server's interval, installs what it assigns, and reports the result.
 *
 * <pre>{@code
 * try (HawkbitAgent agent = HawkbitAgent.of(client, HawkbitDevice.of(device, updates)).build()) {
 *   agent.run(); // until it is closed
 * }
 * }</pre>
 *
 * <p>However it ends, the next start continues where it was. Its journal is in the device folder;
 * by it, the end of each action is reported once. One agent for a device at a time. Safe for use by
 * several threads.
 */
public final class HawkbitAgent implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HawkbitAgent.class);
  private static final String DENIED = "denied";
  private static final int MOST_CANCELLED = 10;
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);

  private final HawkbitOptions options;
  private final ActionJournal journal;
  private final ActionState state;
  private final ActionEnd end;
  private final DeploymentRun deployments;
  private final DeviceReports reports;
  private final ReentrantLock turn = new ReentrantLock();
  private final Object sleep = new Object();
  private volatile Duration interval;
  private volatile boolean closed;
  private @Nullable Thread sleeper;

  /** Whether the next pause is over before it begins; guarded by {@code sleep}. */
  private boolean woken;

  HawkbitAgent(HawkbitOptions options) throws IOException {
    this.options = options;
    this.interval = options.shortestInterval();
    this.journal = ActionJournal.open(options.device().home(), options.client().endpoint().base());
    ActionMessages messages =
        new ActionMessages(options.client(), options.timing().clock(), journal);
    this.state = new ActionState(options.device(), journal);
    this.end = new ActionEnd(options, journal, state, messages);
    this.deployments = new DeploymentRun(options, journal, messages, state, end, () -> closed);
    this.reports = new DeviceReports(options, journal);
  }

  /**
   * Returns a builder for an agent.
   *
   * @param client the client of the server
   * @param device what is updated
   * @return a builder with default options
   */
  public static HawkbitAgentBuilder of(DdiClient client, HawkbitDevice device) {
    return new HawkbitAgentBuilder(client, device);
  }

  /**
   * Polls once, and does what the server wants. After a cancelled action it polls again.
   *
   * @return the result
   * @throws io.assetota.core.model.CancelledException if the agent was closed meanwhile
   * @throws IOException if something failed that has to be retried; what was done is kept
   */
  public HawkbitStep runOnce() throws IOException {
    turn.lock();
    try {
      DdiPoll poll = poll();
      boolean introduced = reports.tell(poll.configData());
      // What a server assigns to a new device may depend on its attributes.
      poll = introduced && poll.isIdle() ? poll() : poll;
      HawkbitStep step = act(poll);
      HawkbitStep last = step;
      // The action that replaces a cancelled one may be offered already.
      for (int more = 0; last == HawkbitStep.CANCELLED && more < MOST_CANCELLED; more++) {
        poll = poll();
        last = act(poll);
        step = last == HawkbitStep.IDLE ? step : last;
      }
      reports.tell(Optional.empty());
      if (poll.isIdle()) {
        reports.tellInstalled(poll.installed());
      }
      return step;
    } finally {
      turn.unlock();
    }
  }

  private DdiPoll poll() throws IOException {
    DdiPoll poll = options.client().poll();
    interval = bounded(poll.interval());
    return poll;
  }

  private Duration bounded(Duration wanted) {
    if (wanted.compareTo(options.shortestInterval()) < 0) {
      return options.shortestInterval();
    }
    return wanted.compareTo(options.longestInterval()) > 0 ? options.longestInterval() : wanted;
  }

  private HawkbitStep act(DdiPoll poll) throws IOException {
    if (poll.cancellation().isPresent()) {
      return end.cancel(poll.cancellation().get());
    }
    if (poll.confirmation().isPresent()) {
      return confirm(poll.confirmation().get());
    }
    return deploy(poll);
  }

  private HawkbitStep deploy(DdiPoll poll) throws IOException {
    if (poll.deployment().isEmpty()) {
      if (state.isUntold()) {
        return end.bringAbout();
      }
      // The action is over for the server, or its answer to our report of the end was lost.
      journal.close();
      return HawkbitStep.IDLE;
    }
    return deployments.run(poll.deployment().get());
  }

  private HawkbitStep confirm(URI link) throws IOException {
    Optional<DdiDeployment> offered = options.client().confirmation(link);
    if (offered.isEmpty()) {
      return HawkbitStep.IDLE;
    }
    String id = offered.get().id();
    Answer answer = options.consent().decide(offered.get());
    if (answer == Answer.CONFIRM) {
      options.client().confirm(link, Confirmation.CONFIRMED, "confirmed at the device");
      return deploy(poll());
    }
    if (answer == Answer.DENY && !journal.told(DENIED).equals(id)) {
      options.client().confirm(link, Confirmation.DENIED, "denied at the device");
      journal.tell(DENIED, id);
    }
    options.listener().waiting(id, "it has to be confirmed");
    return HawkbitStep.WAITING;
  }

  /**
   * Returns the time until the next poll.
   *
   * @return the server's interval within the bounds of this agent; the shortest before the first
   *     poll
   */
  public Duration interval() {
    return interval;
  }

  /**
   * Polls and works until it is closed, or the thread is interrupted. Failures are retried. An
   * error, or an unexpected exception, ends it: it is logged, and thrown.
   */
  @Override
  public void run() {
    BackOff backOff =
        new BackOff(
            FIRST_DELAY,
            options.longestInterval(),
            options.timing().clock(),
            options.timing().random());
    int failures = 0;
    while (!closed && !Thread.currentThread().isInterrupted()) {
      Duration wait;
      try {
        runOnce();
        failures = 0;
        wait = jittered(interval);
      } catch (IOException e) {
        if (closed || Thread.currentThread().isInterrupted()) {
          return;
        }
        failures++;
        Duration delay = backOff.delay(failures, Optional.empty());
        // Never less often than the server asks for.
        wait = delay.compareTo(interval) > 0 ? jittered(interval) : delay;
        log.warn(
            "The agent retries in {} seconds, after: {}",
            wait.toSeconds(),
            HttpRequests.describe(e));
        log.debug("The failure", e);
        options.listener().failed(e, wait);
      } catch (RuntimeException | Error e) {
        closed = true;
        log.error("The agent ends, start it again. Unexpected failure: {}", e.toString(), e);
        throw e;
      }
      pause(wait);
    }
  }

  /** Up to a tenth longer, so that devices that polled together don't poll together again. */
  private Duration jittered(Duration wanted) {
    long millis = wanted.toMillis();
    return Duration.ofMillis(millis + options.timing().random().nextLong(millis / 10 + 1));
  }

  /** Waits, and is ended by closing. Work is never interrupted: it ends at its next block. */
  private void pause(Duration wait) {
    synchronized (sleep) {
      if (closed || woken) {
        woken = false;
        return;
      }
      sleeper = Thread.currentThread();
    }
    boolean interrupted = false;
    try {
      options.timing().pause().sleep(wait);
    } catch (InterruptedException e) {
      interrupted = true;
    } finally {
      synchronized (sleep) {
        sleeper = null;
        if (interrupted && !closed && !woken) {
          Thread.currentThread().interrupt();
        }
        woken = false;
      }
    }
  }

  /**
   * Has {@link #run} poll at once instead of at its next time: the server is to hear of something.
   * May be called from any thread, and also while it works.
   */
  public void pollSoon() {
    synchronized (sleep) {
      woken = true;
      if (sleeper != null) {
        sleeper.interrupt();
      }
    }
  }

  /**
   * Ends {@link #run}, and an update at its next block; the update continues after the next start.
   * Doesn't wait for that. May be called twice, and from any thread.
   */
  @Override
  public void close() {
    closed = true;
    options.device().cancel();
    synchronized (sleep) {
      if (sleeper != null) {
        sleeper.interrupt();
      }
    }
  }
}
