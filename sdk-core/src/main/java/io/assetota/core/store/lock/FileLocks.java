package io.assetota.core.store.lock;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.assetota.core.files.UnfollowedLink;
import io.assetota.core.model.DeviceBusyException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Locks on files of the device folder, which the operating system frees when the process ends.
 *
 * <p>Such a lock belongs to the process, not to a channel: as soon as the process closes any
 * channel on the file, the lock is gone (fcntl(2), record locks). So the commit lock has one
 * channel for as long as this object is open, which is closed only while the lock is held; and that
 * a role is taken here is noted in a system property, which all class loaders of the process see,
 * before its file is opened.
 */
public final class FileLocks implements DeviceLocks {
  private static final Logger log = LoggerFactory.getLogger(FileLocks.class);

  private static final String COMMIT = "lock.commit";
  private static final String FORMER = "lock";
  private static final String NOTE = "io.assetota.lock.";
  private static final int MAX_OWNER_LENGTH = 64;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
  private static final Duration PAUSE = Duration.ofMillis(2);

  private final Path home;
  private final Path realHome;
  private @Nullable FileChannel commitChannel;
  private boolean closed;

  public FileLocks(Path home) throws IOException {
    this.home = home;
    this.realHome = home.toRealPath();
  }

  @Override
  public <T> T commit(Work<T> work) throws IOException {
    FileLock lock = takeCommit();
    try {
      return work.run();
    } finally {
      if (lock.acquiredBy().isOpen()) { // else the lock is free
        lock.release();
      }
    }
  }

  private FileLock takeCommit() throws IOException {
    long begin = System.nanoTime();
    while (true) {
      FileLock lock = tryCommit();
      if (lock != null) {
        return lock;
      }
      if (System.nanoTime() - begin > LONGEST_WAIT.toNanos()) {
        throw new DeviceBusyException(
            "device folder "
                + home
                + " has been locked for a change for "
                + LONGEST_WAIT.toSeconds()
                + " s: end the process that has "
                + home.resolve(COMMIT)
                + " open");
      }
      LockSupport.parkNanos(PAUSE.toNanos());
    }
  }

  private synchronized @Nullable FileLock tryCommit() throws IOException {
    if (closed) {
      throw new IllegalStateException("the locks of " + home + " are closed");
    }
    if (Thread.currentThread().isInterrupted()) {
      throw new ClosedByInterruptException(); // would close the channel, and free others' locks
    }
    FileChannel channel = commitChannel;
    if (channel == null || !channel.isOpen()) {
      channel = open(home.resolve(COMMIT));
      commitChannel = channel;
    }
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // somebody else in this process has it
    }
  }

  @Override
  public Held take(Role role) throws IOException {
    String note = note(role);
    if (System.getProperties().putIfAbsent(note, owner()) != null) {
      throw openHere();
    }
    try {
      FileChannel channel = lock(role);
      return () -> {
        try {
          channel.close();
        } finally {
          System.getProperties().remove(note);
        }
      };
    } catch (IOException | RuntimeException | Error e) {
      System.getProperties().remove(note);
      throw e;
    }
  }

  private String note(Role role) {
    return NOTE + role.lockFile() + ":" + realHome;
  }

  private FileChannel lock(Role role) throws IOException {
    FileChannel channel = open(home.resolve(role.lockFile()));
    try {
      if (channel.tryLock() == null) {
        throw new DeviceBusyException(
            "device folder "
                + home
                + " is in use by "
                + readOwner(channel)
                + ": only one process at a time may "
                + role.whatToDo());
      }
      writeOwner(channel);
      return channel;
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw openHere();
    } catch (IOException | RuntimeException | Error e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public boolean isTaken(Role role) throws IOException {
    if (System.getProperties().containsKey(note(role))) {
      return true;
    }
    try (FileChannel channel =
            FileChannel.open(home.resolve(role.lockFile()), READ, WRITE, NOFOLLOW_LINKS);
        FileLock lock = channel.tryLock()) {
      return lock == null;
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw UnfollowedLink.explain(home.resolve(role.lockFile()), e);
    }
  }

  @Override
  public void takeOver() throws IOException {
    Path former = home.resolve(FORMER);
    if (!Files.exists(former, NOFOLLOW_LINKS)) {
      return;
    }
    try (FileChannel channel = open(former)) {
      if (channel.tryLock() == null) {
        throw new DeviceBusyException(
            "device folder "
                + home
                + " is in use by "
                + readOwner(channel)
                + " with an earlier version of this SDK, which shares it with nobody: end it"
                + " first");
      }
      Files.delete(former);
    }
  }

  /**
   * Not through a symbolic link: what it names would be emptied and get the owner's name, with the
   * rights of whoever opens the folder.
   */
  private static FileChannel open(Path file) throws IOException {
    try {
      return FileChannel.open(file, CREATE, READ, WRITE, NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw UnfollowedLink.explain(file, e);
    }
  }

  private DeviceBusyException openHere() {
    return new DeviceBusyException(
        "device folder " + home + " is open in this process already: close what has it open first");
  }

  private static String owner() {
    return "process " + ProcessHandle.current().pid();
  }

  private static String readOwner(FileChannel channel) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(MAX_OWNER_LENGTH);
    int n = channel.read(buffer, 0);
    return n > 0 ? new String(buffer.array(), 0, n, UTF_8) : "another process";
  }

  /** For the message of others only: a full disk must not keep the device from opening. */
  private static void writeOwner(FileChannel channel) throws IOException {
    try {
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(owner().getBytes(UTF_8)), 0);
    } catch (IOException e) {
      if (!channel.isOpen()) {
        throw e; // an interrupt closed it, and the lock is gone
      }
      log.warn(
          "The lock of the device folder could not be given its owner's name: {}",
          Printable.failure(e));
    }
  }

  /**
   * Under the commit lock: then nobody else in this process has it, whose lock closing would free.
   */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      if (closed) {
        return;
      }
    }
    boolean interrupted = Thread.interrupted();
    try {
      commit(this::closeChannel);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized boolean closeChannel() throws IOException {
    closed = true;
    if (commitChannel != null) {
      commitChannel.close(); // and the lock is free
    }
    return closed;
  }
}
