package io.assetota.cli.files;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A file that the user named. Its failures name the file, and say what to do if it is of the wrong
 * kind.
 *
 * @param path where it is
 */
public record InputFile(Path path) {
  private static final String ZIP = "PK";
  private static final String ELF = "\u007fELF";
  private static final String SCRIPT = "#!";

  private static final BundleLimits ANY_SIZE = BundleLimits.DEFAULT.withContentSize(Long.MAX_VALUE);

  private static final int PATIENCE_SECONDS = 10;

  /** Returns whether it begins like a zip, as bundles do. */
  public boolean isZip() throws IOException {
    requireFile();
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(ZIP.length()), ISO_8859_1).equals(ZIP);
    }
  }

  /** Refuses a zip where a module is wanted. */
  void requireModule() throws IOException {
    if (isZip()) {
      throw new AssetException(
          shown()
              + " is a zip file, not a module: 'asset-ota unpack' extracts the application"
              + " of a bundle");
    }
  }

  /** Refuses anything but a zip where a bundle is wanted. */
  public void requireBundle() throws IOException {
    if (!isZip()) {
      throw new AssetException(shown() + " is not a bundle: 'asset-ota bundle' creates one");
    }
  }

  /** Reads a module without checking its checksums. */
  public FirmwareModule readModule() throws IOException {
    requireModule();
    return FirmwareModule.read(path);
  }

  /** Refuses what is no application module, and says how to create one. */
  public void requireApplication() throws IOException {
    requireFile();
    String begin = new String(read(ELF.length()), ISO_8859_1);
    if (begin.startsWith(ZIP)) {
      if (isBundle()) {
        throw new AssetException(
            shown() + " is already a bundle: 'asset-ota unpack' extracts its application");
      }
      throw toWrap("is an archive");
    }
    if (begin.equals(ELF)) {
      throw toWrap("is an ELF program (of a firmware, use the .bin file)");
    }
    if (begin.startsWith(SCRIPT)) {
      throw toWrap("is a script");
    }
    try {
      FirmwareModule.read(path);
    } catch (AssetException e) {
      throw toWrap("is not an application module (" + e.getMessage() + ")");
    }
  }

  private boolean isBundle() throws IOException {
    try (Bundle bundle = Bundle.open(path, ANY_SIZE)) {
      return bundle.application().size() > 0;
    } catch (AssetException e) {
      return false;
    }
  }

  private AssetException toWrap(String what) {
    return new AssetException(
        shown()
            + " "
            + what
            + ": 'asset-ota wrap "
            + shown()
            + " --app-version N' creates an application from any file");
  }

  /** Reads an application from a module or a bundle, and checks it. */
  public FirmwareModule readApplication() throws IOException {
    if (!isZip()) {
      return readIntactModule();
    }
    // Reads only the application, whatever the size of the bundle.
    try (Bundle bundle = Bundle.open(path, ANY_SIZE)) {
      return bundle.readApplication();
    } catch (AssetException e) {
      throw named(e);
    }
  }

  /** Reads a module and checks its checksums. */
  FirmwareModule readIntactModule() throws IOException {
    requireModule();
    try {
      return FirmwareModule.read(path).requireIntact();
    } catch (AssetException e) {
      throw named(e);
    }
  }

  /** Refuses what can't be read twice: a folder, a pipe, a device. */
  public void requireFile() throws IOException {
    if (kind().isOther()) {
      throw new AssetException(
          shown() + " is a pipe or a device: copy its content into a file first");
    }
  }

  /**
   * Reads the beginning of a file or a pipe, such as {@code <(...)} of a shell.
   *
   * @param limit the maximum number of bytes
   * @throws AssetException if it is a pipe that nobody writes to
   */
  public byte[] readBriefly(int limit) throws IOException {
    if (!kind().isOther()) {
      return read(limit);
    }
    FutureTask<byte[]> reading = new FutureTask<>(() -> read(limit));
    Thread reader = new Thread(reading, "reads a pipe");
    reader.setDaemon(true); // It can't be interrupted, and must not keep the process alive.
    reader.start();
    try {
      return reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssetException(
          shown() + " is a pipe without data for " + PATIENCE_SECONDS + " seconds", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new AssetException(shown() + " can't be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while reading " + shown());
    }
  }

  private byte[] read(int limit) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(limit);
    }
  }

  /** Returns its attributes; refuses a folder. */
  private BasicFileAttributes kind() throws IOException {
    if (path.toString().isEmpty()) {
      throw new AssetException("a file name is empty");
    }
    BasicFileAttributes kind = Files.readAttributes(path, BasicFileAttributes.class);
    if (kind.isDirectory()) {
      throw new AssetException(shown() + " is a folder, not a file");
    }
    return kind;
  }

  /** Returns its name without folder and extension. */
  public String baseName() {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** Puts the file's name in front of a failure's message. */
  public AssetException named(AssetException failure) {
    return new AssetException(shown() + ": " + failure.getMessage(), failure);
  }

  /** Returns its name for messages, in one line. */
  public String shown() {
    return Printable.line(path.toString());
  }
}
