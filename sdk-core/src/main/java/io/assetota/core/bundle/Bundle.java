package io.assetota.core.bundle;

import io.assetota.core.application.FileContent;
import io.assetota.core.bundle.check.EntryNames;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.report.BundleWarning;
import io.assetota.core.bundle.zip.ChannelStream;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.FirmwareModule;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A bundle that is open for reading.
 *
 * <p>Opening reads only the end of the file: the end record and the central directory, together
 * rarely more than 64 KiB. The application and the assets are read when they are asked for. So a
 * channel that fetches ranges over HTTP serves as well as a file. Opening refuses a bundle whose
 * directory is invalid; {@link #verify(VerifyOptions)} reads all of it and finds every other
 * problem.
 *
 * <p>Safe for use by several threads, which take turns reading.
 */
public final class Bundle implements Closeable {
  private static final int BUFFER = 32 * 1024;

  private final SeekableByteChannel channel;
  private final List<BundleEntry> entries;
  private final Map<String, BundleEntry> byPath = new HashMap<>();
  private final List<BundleWarning> warnings;

  private Bundle(
      SeekableByteChannel channel, List<BundleEntry> entries, List<BundleWarning> warnings) {
    this.channel = channel;
    this.entries = entries;
    entries.forEach(e -> byPath.putIfAbsent(e.name(), e));
    this.warnings = warnings;
  }

  /**
   * Opens a file with the usual limits.
   *
   * @param file the bundle
   * @return the bundle, which the caller closes
   * @throws BundleException if its directory is invalid, with every problem
   * @throws IOException if the file can't be read
   */
  public static Bundle open(Path file) throws IOException {
    return open(file, BundleLimits.DEFAULT);
  }

  /**
   * Opens a file.
   *
   * @param file the bundle
   * @param limits how large it may be
   * @return the bundle, which the caller closes
   * @throws BundleException if its directory is invalid or the bundle is too large, with every
   *     problem
   * @throws IOException if the file can't be read
   */
  public static Bundle open(Path file, BundleLimits limits) throws IOException {
    return open(Files.newByteChannel(file), limits);
  }

  /**
   * Opens a bundle from anything with random access, with the usual limits.
   *
   * @param channel the bytes; the bundle closes it, and so does this method when it fails
   * @return the bundle, which the caller closes
   * @throws BundleException if its directory is invalid, with every problem
   * @throws IOException if reading fails
   */
  public static Bundle open(SeekableByteChannel channel) throws IOException {
    return open(channel, BundleLimits.DEFAULT);
  }

  /**
   * Opens a bundle from anything with random access.
   *
   * @param channel the bytes; the bundle closes it, and so does this method when it fails
   * @param limits how large it may be
   * @return the bundle, which the caller closes
   * @throws BundleException if its directory is invalid or the bundle is too large, with every
   *     problem
   * @throws IOException if reading fails
   */
  public static Bundle open(SeekableByteChannel channel, BundleLimits limits) throws IOException {
    try {
      Findings findings = new Findings();
      ArchiveIndex index = ArchiveIndex.read(channel, false, limits, findings);
      findings.throwIfAny();
      return new Bundle(channel, index.entries(), findings.warnings());
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Verifies a file. Unlike {@link #open(Path)}, this does not fail for a file that is no bundle at
   * all: the report says so.
   *
   * @param file the bundle
   * @param options what to verify it against
   * @return the verdict, with every problem
   * @throws IOException if the file can't be read
   */
  public static BundleReport verify(Path file, VerifyOptions options) throws IOException {
    try (SeekableByteChannel channel = Files.newByteChannel(file)) {
      return verify(channel, options);
    }
  }

  /**
   * Verifies a bundle from anything with random access. Memory does not grow with the assets.
   *
   * @param channel the bytes; its position changes, and it is not closed
   * @param options what to verify it against
   * @return the verdict, with every problem
   * @throws IOException if reading fails
   */
  public static BundleReport verify(SeekableByteChannel channel, VerifyOptions options)
      throws IOException {
    return new Verification(channel, options).run();
  }

  /**
   * Verifies this bundle by reading all of it.
   *
   * @param options what to verify it against
   * @return the verdict, with every problem
   * @throws IOException if reading fails
   */
  public BundleReport verify(VerifyOptions options) throws IOException {
    return verify(channel, options);
  }

  /**
   * Returns the entries.
   *
   * @return the entries, in the order in which they lie in the bundle
   */
  public List<BundleEntry> entries() {
    return entries;
  }

  /**
   * Returns the warnings about the directory.
   *
   * @return the warnings, usually none
   */
  public List<BundleWarning> warnings() {
    return warnings;
  }

  /**
   * Returns the application's entry.
   *
   * @return the one entry of its kind
   */
  public BundleEntry application() {
    return entries.stream()
        .filter(e -> e.kind() == EntryKind.APPLICATION)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("opened without an application"));
  }

  /**
   * Returns the assets' entries.
   *
   * @return the entries, in the order in which they lie in the bundle
   */
  public List<BundleEntry> assets() {
    return entries.stream().filter(e -> e.kind() == EntryKind.ASSET).toList();
  }

  /**
   * Finds the entry of an asset.
   *
   * @param name the asset's name
   * @return its entry, if there is one
   */
  public Optional<BundleEntry> asset(String name) {
    return entry(EntryNames.ASSETS + name).filter(e -> e.kind() == EntryKind.ASSET);
  }

  /**
   * Returns the entries with the contents of the application's files.
   *
   * @return the entries, in the order in which they lie in the bundle; none unless the application
   *     is a folder
   */
  public List<BundleEntry> files() {
    return entries.stream().filter(e -> e.kind() == EntryKind.FILE).toList();
  }

  /**
   * Finds the entry with the content of files.
   *
   * @param content SHA-256 of the content
   * @return its entry, if there is one
   */
  public Optional<BundleEntry> file(AssetHash content) {
    return entry(EntryNames.ofFile(content));
  }

  /**
   * Finds the entry of an asset, or of the content of files.
   *
   * @param reference what the application names: an asset, or a content as {@link FileContent}
   *     names it
   * @return its entry, if there is one
   */
  public Optional<BundleEntry> find(AssetReference reference) {
    Optional<BundleEntry> file =
        FileContent.is(reference) ? file(reference.hash()) : Optional.empty();
    return file.isPresent() ? file : asset(reference.name());
  }

  /**
   * Finds an entry by its path.
   *
   * @param path the path in the bundle
   * @return the entry, if there is one
   */
  public Optional<BundleEntry> entry(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /**
   * Opens the bytes of an entry's range, for the methods of {@link BundleEntry} that take one.
   *
   * @param entry an entry of this bundle
   * @return local header, data and what follows; to be closed before this bundle
   */
  public InputStream openRange(BundleEntry entry) {
    return new BufferedInputStream(
        new ChannelStream(channel, entry.range().start(), entry.range().end()), BUFFER);
  }

  /**
   * Opens the content of an entry, inflated as it is read.
   *
   * @param entry an entry of this bundle
   * @return the content, checked at its end; to be closed before this bundle
   * @throws BundleException if the local header contradicts the directory; also from reading the
   *     stream, when the content does
   * @throws IOException if reading fails
   */
  public InputStream openContent(BundleEntry entry) throws IOException {
    return entry.readContent(openRange(entry));
  }

  /**
   * Reads the application and checks its CRC-32 and SHA-256.
   *
   * @return the application, intact
   * @throws AssetException if it is damaged
   * @throws IOException if reading fails
   */
  public FirmwareModule readApplication() throws IOException {
    try (InputStream content = openContent(application())) {
      return FirmwareModule.read(content).requireIntact();
    }
  }

  /**
   * Writes the module of an asset, or of the content of files: see {@link
   * BundleEntry#writeAssetModule}.
   *
   * @param asset an asset that the application names, or a content as {@link FileContent} names it
   * @param out where the module goes; it is not closed
   * @throws BundleException if there is no such entry, or its local header contradicts the
   *     directory
   * @throws IOException if reading or writing fails
   */
  public void writeAssetModule(AssetReference asset, OutputStream out) throws IOException {
    BundleEntry entry =
        find(asset)
            .orElseThrow(
                () ->
                    new BundleException(
                        BundleProblem.ofEntry(
                            BundleProblem.Kind.ASSET_MISSING,
                            EntryNames.ASSETS + asset.name(),
                            "is not in the bundle")));
    try (InputStream range = openRange(entry)) {
      entry.writeAssetModule(asset, range, out);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
