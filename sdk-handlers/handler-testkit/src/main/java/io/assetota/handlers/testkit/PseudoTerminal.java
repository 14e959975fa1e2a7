package io.assetota.handlers.testkit;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.io.SerialSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Puts an emulated part behind a pseudo-terminal of Linux, so that any program can open it like a
 * serial port. Needs the program {@code socat}.
 *
 * <p>A pseudo-terminal has no speed of its own; given one, this lets bytes travel no faster than a
 * line of that speed would, in each direction. It knows neither parity nor control lines. May be
 * closed by any thread, twice.
 */
public final class PseudoTerminal implements AutoCloseable {
  private static final long SECOND = 1_000_000_000L;

  private final Path path;
  private final SerialPart part;
  private final long nanosPerByte;
  private final Process socat;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TimedBytes leaving = new TimedBytes();
  private long lineFree;
  private volatile boolean closed;

  private PseudoTerminal(Path path, SerialPart part, @Nullable SerialSettings pace, Process socat) {
    this.path = path;
    this.part = part;
    this.nanosPerByte = pace == null ? 0 : pace.nanosFor(1);
    this.socat = socat;
  }

  /**
   * Returns whether this machine has what this needs.
   *
   * @return true if {@code socat} can be started
   */
  public static boolean isAvailable() {
    try {
      Process socat =
          new ProcessBuilder("socat", "-V")
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      return socat.waitFor() == 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * Makes a pseudo-terminal with a part behind it.
   *
   * @param path the name for other programs to open; a symbolic link that is made there
   * @param part the part
   * @param pace the speed and framing of a line to imitate, or null for as fast as it goes
   * @return the open terminal
   * @throws AssetException if {@code socat} is missing or fails, or the name is taken
   */
  public static PseudoTerminal open(Path path, SerialPart part, @Nullable SerialSettings pace)
      throws AssetException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new AssetException(path + " exists already; give another name for the port");
    }
    Process socat;
    try {
      socat =
          new ProcessBuilder("socat", "pty,raw,echo=0,link=" + path, "-,ignoreeof")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException e) {
      throw new AssetException(
          "a port for other programs needs socat; install the package socat", e);
    }
    PseudoTerminal terminal = new PseudoTerminal(path, part, pace, socat);
    terminal.awaitLink();
    terminal.start("receive", terminal::receive);
    terminal.start("send", terminal::send);
    return terminal;
  }

  private void awaitLink() throws AssetException {
    long deadline = System.nanoTime() + 5 * SECOND;
    while (!Files.exists(path)) {
      if (!socat.isAlive() || System.nanoTime() > deadline) {
        close();
        throw new AssetException("socat makes no port at " + path + "; can its folder be written?");
      }
      try {
        TimeUnit.MILLISECONDS.sleep(5);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        close();
        throw new AssetException("interrupted while making a port at " + path, e);
      }
    }
  }

  private void start(String what, Runnable work) {
    Thread thread = new Thread(work, what + " " + path);
    thread.setDaemon(true);
    thread.start();
  }

  /**
   * Returns how other programs name the port.
   *
   * @return the path that was asked for
   */
  public Path path() {
    return path;
  }

  /**
   * Returns whether the port is still there.
   *
   * @return false after closing, and after the part unplugged the line
   */
  public boolean isOpen() {
    return !closed && socat.isAlive();
  }

  /** Each byte arrives when its last bit would: not before the line is done with those before. */
  private void receive() {
    byte[] buffer = new byte[4096];
    long arrival = Long.MIN_VALUE;
    try (InputStream in = socat.getInputStream()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        lock.lock();
        try {
          arrival = Math.max(arrival, System.nanoTime());
          for (int i = 0; i < count; i++) {
            arrival += nanosPerByte;
            part.receive(buffer[i] & 0xff, arrival, new FarEnd());
          }
        } finally {
          lock.unlock();
        }
      }
    } catch (IOException e) {
      // Closed.
    }
    close();
  }

  private void send() {
    byte[] due = new byte[4096];
    try (OutputStream out = socat.getOutputStream()) {
      while (!closed) {
        int count;
        lock.lock();
        try {
          count = leaving.countUntil(System.nanoTime(), due.length);
          if (count == 0) {
            long wait = leaving.isEmpty() ? SECOND : leaving.firstTime() - System.nanoTime();
            changed.awaitNanos(nanosPerByte == 0 ? wait : Math.max(wait, SECOND / 2000));
            continue;
          }
          leaving.take(due, 0, count);
        } finally {
          lock.unlock();
        }
        out.write(due, 0, count);
        out.flush();
      }
    } catch (IOException e) {
      // Closed.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed = true;
    socat.destroy();
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
    socat.onExit().join();
  }

  private final class FarEnd implements SerialPart.Line {
    @Override
    public void send(byte[] bytes, long nanos) {
      lineFree = Math.max(lineFree, nanos);
      for (byte value : bytes) {
        lineFree += nanosPerByte;
        leaving.add(value, lineFree);
      }
      changed.signalAll();
    }

    @Override
    public void fallSilent() {
      lock.lock();
      try {
        leaving.keepUntil(System.nanoTime());
        lineFree = System.nanoTime();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public void unplug() {
      closed = true;
      socat.destroy();
    }
  }
}
