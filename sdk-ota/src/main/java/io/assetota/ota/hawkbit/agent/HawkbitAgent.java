package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.hawkbit.agent.UpdateConsent.Answer;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiClient.Confirmation;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.ddi.DdiPoll;
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
 * asks at the server's interval, brings what it assigns, and tells how that went.
 *
 * <pre>{@code
 * try (HawkbitAgent agent = HawkbitAgent.of(client, HawkbitDevice.of(device, updates)).build()) {
 *   agent.run(); // until it is closed
 * }
 * }</pre>
 *
 * <p>Whenever it ends, however hard: the next start goes on where it was. The device folder has its
 * journal, by which each action is told to have ended once. One agent for a device at a time. Safe
 * for use by several threads.
 */
public final class HawkbitAgent implements Runnable, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(HawkbitAgent.class);
  private static final String DENIED = "denied";
  private static final int MOST_CANCELLED = 10;
  private static final Duration FIRST_DELAY = Duration.ofSeconds(5);

  private final HawkbitOptions options;
  private final ActionJournal journal;
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
    this.end = new ActionEnd(options, journal, messages);
    this.deployments = new DeploymentRun(options, journal, messages, end, () -> closed);
    this.reports = new DeviceReports(options, journal);
  }

  /**
   * Begins to make an agent.
   *
   * @param client speaks to the server
   * @param device what is updated
   * @return a builder with the usual options
   */
  public static HawkbitAgentBuilder of(DdiClient client, HawkbitDevice device) {
    return new HawkbitAgentBuilder(client, device);
  }

  /**
   * Polls once, and does all there is to do. After an action that was cancelled it polls again.
   *
   * @return what came of it
   * @throws io.assetota.core.model.CancelledException if the agent was closed meanwhile
   * @throws IOException if something failed that is to be tried again; what was done is kept
   */
  public HawkbitStep runOnce() throws IOException {
    turn.lock();
    try {
      DdiPoll poll = poll();
      boolean introduced = reports.tell(poll.configData());
      // What a server has for a new device may depend on what it has just learnt of it.
      poll = introduced && poll.isIdle() ? poll() : poll;
      HawkbitStep step = act(poll);
      HawkbitStep last = step;
      // What took the place of a cancelled action may be on offer already.
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
      if (end.isUntold()) {
        return end.bringAbout();
      }
      // What was under way is over for the server; or it has heard how it ended, and we not that.
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
   * Returns when to poll next.
   *
   * @return the server's interval within the bounds of this agent; the shortest before the first
   *     poll
   */
  public Duration interval() {
    return interval;
  }

  /**
   * Polls and works until it is closed, or the thread is interrupted. Failures are tried again. An
   * error, or an exception that none should be, ends it: it is logged, and thrown.
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
        // Never less often than it was asked for anyway.
        wait = delay.compareTo(interval) > 0 ? jittered(interval) : delay;
        log.warn("It goes on in {} seconds, after: {}", wait.toSeconds(), HttpRequests.describe(e));
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

  /** Up to a tenth longer: devices that came together don't come back together. */
  private Duration jittered(Duration wanted) {
    long millis = wanted.toMillis();
    return Duration.ofMillis(millis + options.timing().random().nextLong(millis / 10 + 1));
  }

  /** Waits so that closing ends it. Work is never interrupted: it ends at its next block. */
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
   * Ends {@link #run}: an update at its next block, where it goes on after the next start. Doesn't
   * wait for it. May be called twice, and from any thread.
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
