package io.assetota.ota;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.StorageFullException;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFormatException;
import io.assetota.ota.source.BundleSource;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the application of a bundle, once: from the device if that has it, directly from a disk,
 * or from a server into a part file, which survives a restart.
 */
final class ApplicationFetch implements Closeable {
  private static final Logger log = LoggerFactory.getLogger(ApplicationFetch.class);
  private static final int BUFFER = 64 * 1024;

  private final Installer device;
  private final Bundle bundle;
  private final BundleSource source;
  private final PartFetcher fetcher;
  private final ProgressCounter counter;
  private final Path file;
  private @Nullable FirmwareModule application;
  private @Nullable PartFile part;
  private long brought;

  /**
   * Prepares to fetch it.
   *
   * @param file where its part lies
   */
  ApplicationFetch(
      Installer device,
      Bundle bundle,
      BundleSource source,
      PartFetcher fetcher,
      ProgressCounter counter,
      Path file) {
    this.device = device;
    this.bundle = bundle;
    this.source = source;
    this.fetcher = fetcher;
    this.counter = counter;
    this.file = file;
  }

  /**
   * Returns the application, verified. The first call fetches it.
   *
   * @param signed its hash, if a trusted key has signed it
   */
  FirmwareModule get(Optional<AssetHash> signed) throws IOException {
    if (application == null) {
      application = find(signed);
    }
    return application;
  }

  /**
   * Returns how many bytes of the bundle had to be fetched for it, without those of earlier
   * attempts.
   */
  long brought() {
    return brought;
  }

  /** Whether a part of it lies in the device's folder. */
  boolean hasPart() {
    return part != null;
  }

  private FirmwareModule find(Optional<AssetHash> signed) throws IOException {
    Optional<FirmwareModule> present = device.application();
    if (present.isPresent() && isSame(present.get(), signed)) {
      return present.get();
    }
    if (!source.isLocal()) {
      return fetch();
    }
    brought = entry().range().length();
    try (InputStream range = counter.count(source.read(entry().range()))) {
      return read(range);
    } catch (BundleException | ModuleFormatException | IntegrityException e) {
      throw fetcher.damaged(e);
    }
  }

  private BundleEntry entry() {
    return bundle.application();
  }

  /**
   * Whether the device has this application. Without a signature, the length and the CRC-32 in the
   * directory decide: nothing else is known of the application before it is fetched.
   */
  private boolean isSame(FirmwareModule present, Optional<AssetHash> signed) {
    byte[] content = present.toByteArray();
    if (signed.isPresent()) {
      return signed.get().equals(AssetHash.ofContent(content));
    }
    CRC32 crc = new CRC32();
    crc.update(content);
    return content.length == entry().size() && crc.getValue() == entry().crc32();
  }

  private FirmwareModule fetch() throws IOException {
    requireRoom();
    PartFile open = PartFile.open(file, entry());
    part = open;
    boolean resumed = open.kept() > 0;
    long length = entry().range().length();
    brought = length - open.kept();
    counter.expect(length, 0);
    counter.kept(open.kept());
    fetcher.complete(open);
    try {
      return read(open);
    } catch (BundleException | ModuleFormatException | IntegrityException e) {
      open.restart();
      if (!resumed) {
        throw fetcher.damaged(e);
      }
      // What a power cut left of the part was not what had come.
      log.warn(
          "The kept part of the application is damaged, and is fetched again: {}", e.getMessage());
    }
    counter.kept(-length);
    brought = length;
    fetcher.complete(open);
    try {
      return read(open);
    } catch (BundleException | ModuleFormatException | IntegrityException e) {
      open.restart();
      throw fetcher.damaged(e);
    }
  }

  /** The part stays until the application is installed, so there has to be room for both. */
  private void requireRoom() throws IOException {
    Path folder = device.stagingFolder();
    long needed = PartFile.toWrite(file, entry().range().length()) + entry().size();
    long usable = Files.getFileStore(folder).getUsableSpace();
    if (needed > usable) {
      throw new StorageFullException(
          "the disk of " + folder + " is too full to fetch the application", needed, usable);
    }
  }

  private FirmwareModule read(PartFile from) throws IOException {
    return read(from.read());
  }

  private FirmwareModule read(InputStream range) throws IOException {
    try (InputStream content = entry().readContent(new BufferedInputStream(range, BUFFER))) {
      return FirmwareModule.read(content).requireIntact();
    }
  }

  @Override
  public void close() throws IOException {
    if (part != null) {
      part.close();
    }
  }
}
