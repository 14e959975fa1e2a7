package io.assetota.runtime.process;

import io.assetota.runtime.port.ApplicationObserver;
import io.assetota.runtime.port.RunningApplication;
import io.assetota.runtime.systemd.NotifySocket;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that this runtime started. Its output goes through, and the last lines are kept. */
final class ChildProcess implements RunningApplication {
  private static final Logger log = LoggerFactory.getLogger(ChildProcess.class);

  /** For what is still in the pipes when it has ended: others may hold them open for ever. */
  private static final Duration DRAIN = Duration.ofSeconds(1);

  private static final int BLOCK = 8 * 1024;

  private final Process process;
  private final ProcessGroup group;
  private final OutputTail tail = new OutputTail();

  ChildProcess(Process process, ProcessMark mark) {
    this.process = process;
    this.group = new ProcessGroup(mark, Optional.of(process.toHandle()));
  }

  /** Begins to take its output, and to wait for its end. */
  void watch(
      OutputStream out,
      OutputStream err,
      Optional<NotifySocket> notify,
      ApplicationObserver observer) {
    Thread outPump = pump(process.getInputStream(), out, "output");
    Thread errPump = pump(process.getErrorStream(), err, "errors");
    start(() -> awaitEnd(outPump, errPump, notify, observer), "end");
  }

  private void awaitEnd(
      Thread outPump, Thread errPump, Optional<NotifySocket> notify, ApplicationObserver observer) {
    try {
      int exitCode = process.waitFor();
      outPump.join(DRAIN.toMillis());
      errPump.join(DRAIN.toMillis());
      notify.ifPresent(NotifySocket::close);
      observer.exited(exitCode);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that
    }
  }

  private Thread pump(InputStream in, OutputStream to, String what) {
    return start(() -> pump(in, to), what);
  }

  private static Thread start(Runnable work, String what) {
    Thread thread = new Thread(work, "asset-ota-application-" + what);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void pump(InputStream in, OutputStream to) {
    OutputTail.Feed feed = tail.feed();
    byte[] block = new byte[BLOCK];
    boolean passes = true;
    try (in) {
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        feed.add(block, n);
        passes = passes && pass(block, n, to);
      }
    } catch (IOException e) {
      log.debug("The application's output has ended", e);
    }
    feed.close();
  }

  /** Who reads our output may have gone; the application must not be held up by that. */
  private static boolean pass(byte[] block, int length, OutputStream to) {
    try {
      to.write(block, 0, length);
      to.flush();
      return true;
    } catch (IOException e) {
      log.warn("The application's output can't be passed on any more: {}", e.getMessage());
      return false;
    }
  }

  @Override
  public long pid() {
    return process.pid();
  }

  @Override
  public boolean isAlive() {
    return process.isAlive() || group.isAlive();
  }

  @Override
  public boolean isSuspended() {
    return ProcessState.isSuspended(process.pid());
  }

  @Override
  public void terminate() {
    group.terminate();
  }

  @Override
  public void kill() {
    group.kill();
  }

  @Override
  public List<String> lastLines() {
    return tail.lines();
  }
}
