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
 * What a device remembers about trust: its keyring and the newest release that it had. Neither is
 * ever replaced by an older one, not even after a restart. Kept in one file, which is replaced
 * atomically.
 *
 * <p>Safe for use by several threads, but only by one process at a time.
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
   * @param pinned the keyring that the device's owner installed; used unless the device has
   *     followed it to a newer version
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
   * Returns the keyring in use.
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
   * Returns a time that has certainly passed: the latest {@link Release#notBefore()} of the
   * releases that the device had. The device's clock is never stored here: a clock that ran ahead
   * once would make everything expire for good.
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
   * Records that a release is installed for good: older releases are refused from now on. Call it
   * after the commit, or after the confirmation if the new application has to confirm: a release
   * that was only inspected, or was rolled back, does not block the previous one.
   *
   * @param report of the bundle that was installed
   * @throws TrustException if it was not trusted
   * @throws IOException if writing fails; nothing is recorded then
   * @throws IllegalArgumentException if the release is for another product: a verifier of this
   *     device would have refused it
   */
  public synchronized void accept(TrustReport report) throws IOException {
    Optional<Release> release = requireForThisDevice(report);
    if (release.isPresent()) {
      replace(record.with(TrustRecord.Candidate.of(release.get())));
    }
  }

  /**
   * Records that a release is about to be installed, perhaps on trial. Older releases are refused
   * only after {@link #acceptCandidate}. Call it before the commit, so that no power cut can come
   * between the two. Replaces an earlier candidate.
   *
   * @param report of the bundle
   * @throws TrustException if it was not trusted
   * @throws IOException if writing fails; nothing is recorded then
   * @throws IllegalArgumentException if the release is another product's
   */
  public synchronized void noteCandidate(TrustReport report) throws IOException {
    Optional<Release> release = requireForThisDevice(report);
    if (release.isPresent()) {
      replace(record.withCandidate(release.map(TrustRecord.Candidate::of)));
    }
  }

  /**
   * Returns the application of the {@linkplain #noteCandidate candidate} that is neither accepted
   * nor dropped.
   *
   * @return SHA-256 of the application's file; empty if there is none
   */
  public synchronized Optional<AssetHash> candidate() {
    return record.candidate().map(c -> c.newest().application());
  }

  /**
   * Accepts the candidate, which is installed for good: older releases are refused from now on.
   *
   * @throws IOException if writing fails; nothing is recorded then
   */
  public synchronized void acceptCandidate() throws IOException {
    if (record.candidate().isPresent()) {
      replace(record.with(record.candidate().get()));
    }
  }

  /**
   * Forgets the candidate, which was not installed, or was rolled back.
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

  /** Stores a newer, verified keyring. */
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
