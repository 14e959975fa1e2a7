package io.assetota.core.release;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a device remembers of whom to trust: its keyring, and the newest release that it had, so
 * that neither goes back, also after a restart. Kept in one file, which is replaced at once.
 *
 * <p>May be used by several threads, but only by one process at a time.
 */
public final class TrustState {
  private final Path file;
  private TrustRecord record;

  private TrustState(Path file, TrustRecord record) {
    this.file = file;
    this.record = record;
  }

  /**
   * Opens the state of a device; without a file, the device is new.
   *
   * @param file where the state is kept; its folder must exist
   * @param pinned the keyring that the device's owner put there. It counts unless the device has
   *     followed it to a newer version since
   * @return the state
   * @throws AssetException if the file is damaged, or is another product's
   * @throws IOException if the file can't be read
   */
  public static TrustState open(Path file, Keyring pinned) throws IOException {
    TrustRecord stored;
    try {
      stored = TrustRecord.read(file);
    } catch (NoSuchFileException e) {
      // Not asked of Files.exists: to that, a file that may not be looked at is none.
      return new TrustState(file, TrustRecord.of(pinned));
    }
    if (!stored.keyring().product().equals(pinned.product())) {
      throw new AssetException(
          file
              + " belongs to the product "
              + stored.keyring().product()
              + ", but the keyring to "
              + pinned.product());
    }
    boolean followed = stored.keyring().version() > pinned.version();
    return new TrustState(file, followed ? stored : stored.withKeyring(pinned));
  }

  /**
   * Returns the keys that count.
   *
   * @return the pinned keyring or a newer one
   */
  public synchronized Keyring keyring() {
    return record.keyring();
  }

  /**
   * Returns the newest release that the device had.
   *
   * @return its counter; empty before the first
   */
  public synchronized OptionalLong newestRelease() {
    return record.release().map(r -> OptionalLong.of(r.counter())).orElse(OptionalLong.empty());
  }

  /**
   * Returns a time that has passed for sure: the latest {@link Release#notBefore()} of the releases
   * that the device had. The clock is never written here: one that ran ahead once would make
   * everything expire for good.
   *
   * @return the time; empty before the first release
   */
  public synchronized Optional<Instant> knownTime() {
    return record.knownTime();
  }

  synchronized TrustRecord record() {
    return record;
  }

  /**
   * Notes that a release is installed for good; from then on older ones are refused. To be called
   * after the commit, or, where a new application has to confirm first, after that: a release that
   * was only looked at, or was taken back, does not block the one before it.
   *
   * @param report of the bundle that was installed
   * @throws TrustException if it was not trusted
   * @throws IOException if writing fails; nothing is noted then
   * @throws IllegalArgumentException if the release is another product's, which a verifier of this
   *     device would have told
   */
  public synchronized void accept(TrustReport report) throws IOException {
    Optional<Release> release = requireForThisDevice(report);
    if (release.isPresent()) {
      replace(record.with(TrustRecord.Candidate.of(release.get())));
    }
  }

  /**
   * Notes that a release is about to be installed, perhaps on trial. Nothing is refused for it yet:
   * that begins with {@link #acceptCandidate}. To be called before the commit, so that no power cut
   * can come between the two. Replaces a candidate that was noted before.
   *
   * @param report of the bundle
   * @throws TrustException if it was not trusted
   * @throws IOException if writing fails; nothing is noted then
   * @throws IllegalArgumentException if the release is another product's
   */
  public synchronized void noteCandidate(TrustReport report) throws IOException {
    Optional<Release> release = requireForThisDevice(report);
    if (release.isPresent()) {
      replace(record.withCandidate(release.map(TrustRecord.Candidate::of)));
    }
  }

  /**
   * Returns the application of the release that was {@linkplain #noteCandidate noted} and is
   * neither accepted nor dropped.
   *
   * @return SHA-256 of the application's file; empty if there is none
   */
  public synchronized Optional<AssetHash> candidate() {
    return record.candidate().map(c -> c.newest().application());
  }

  /**
   * The candidate is installed for good: older releases are refused from now on.
   *
   * @throws IOException if writing fails; nothing is noted then
   */
  public synchronized void acceptCandidate() throws IOException {
    if (record.candidate().isPresent()) {
      replace(record.with(record.candidate().get()));
    }
  }

  /**
   * The candidate was not installed, or was taken back: it never counted.
   *
   * @throws IOException if writing fails; it is still the candidate then
   */
  public synchronized void dropCandidate() throws IOException {
    if (record.candidate().isPresent()) {
      replace(record.withCandidate(Optional.empty()));
    }
  }

  private Optional<Release> requireForThisDevice(TrustReport report) throws TrustException {
    report.requireTrusted();
    Optional<Release> release = report.release();
    if (release.isPresent() && !release.get().product().equals(record.keyring().product())) {
      throw new IllegalArgumentException(
          "a release of the product "
              + release.get().product()
              + " was never verified for this device");
    }
    return release;
  }

  /** Goes on to a newer keyring, which was verified. */
  synchronized void follow(Keyring newer) throws IOException {
    if (newer.version() > record.keyring().version()) {
      replace(record.withKeyring(newer));
    }
  }

  private void replace(TrustRecord changed) throws IOException {
    if (!changed.equals(record) || !Files.exists(file)) {
      changed.write(file);
      record = changed;
    }
  }
}
