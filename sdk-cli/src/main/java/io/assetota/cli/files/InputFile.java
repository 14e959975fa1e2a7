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
 * A file that the user named. What can't be read of it is told with its name, and with what to do
 * if it is the wrong kind of file.
 *
 * @param path where it is
 */
public record InputFile(Path path) {
  private static final String ZIP = "PK";
  private static final String ELF = "\u007fELF";
  private static final String SCRIPT = "#!";

  private static final BundleLimits ANY_SIZE = BundleLimits.DEFAULT.withContentSize(Long.MAX_VALUE);

  private static final int PATIENCE_SECONDS = 10;

  /** Tells whether it begins like a zip: then it is a bundle, or wants to be one. */
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
              + " is a zip, not a module: 'asset-ota unpack' takes the application out of a"
              + " bundle");
    }
  }

  /** Refuses a module, or anything else that is no zip, where a bundle is wanted. */
  public void requireBundle() throws IOException {
    if (!isZip()) {
      throw new AssetException(shown() + " is not a bundle: 'asset-ota bundle' makes one");
    }
  }

  /** Reads a module without checking its checksums. */
  public FirmwareModule readModule() throws IOException {
    requireModule();
    return FirmwareModule.read(path);
  }

  /** Refuses what is no application yet, and says how it becomes one. */
  public void requireApplication() throws IOException {
    requireFile();
    String begin = new String(read(ELF.length()), ISO_8859_1);
    if (begin.startsWith(ZIP)) {
      if (isBundle()) {
        throw new AssetException(
            shown() + " is a bundle already: 'asset-ota unpack' takes the application out of it");
      }
      throw toWrap("is an archive");
    }
    if (begin.equals(ELF)) {
      throw toWrap("is a program (of a firmware, the .bin is the application, not the .elf)");
    }
    if (begin.startsWith(SCRIPT)) {
      throw toWrap("is a script");
    }
    try {
      FirmwareModule.read(path);
    } catch (AssetException e) {
      throw toWrap("is no application module (" + e.getMessage() + ")");
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
            + " --app-version N' makes an application of any file");
  }

  /** Reads an intact application, also one that is in a bundle. */
  public FirmwareModule readApplication() throws IOException {
    if (!isZip()) {
      return readIntactModule();
    }
    // Only the application is read, however much else there is.
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

  /** Refuses what is no file that can be read, and read again: a folder, a pipe, a device. */
  public void requireFile() throws IOException {
    if (kind().isOther()) {
      throw new AssetException(
          shown() + " is a pipe or a device, not a file: copy it into one first");
    }
  }

  /**
   * Reads the beginning of what may also be a pipe, such as {@code <(...)} of a shell.
   *
   * @param limit the most bytes
   * @throws AssetException if nobody writes to it
   */
  public byte[] readBriefly(int limit) throws IOException {
    if (!kind().isOther()) {
      return read(limit);
    }
    FutureTask<byte[]> reading = new FutureTask<>(() -> read(limit));
    Thread reader = new Thread(reading, "reads a pipe");
    reader.setDaemon(true); // It can't be interrupted, and must not keep the process.
    reader.start();
    try {
      return reading.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssetException(
          shown() + " is a pipe that nobody wrote to within " + PATIENCE_SECONDS + " seconds", e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failure
          ? failure
          : new AssetException(shown() + " can't be read", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while " + shown() + " was read");
    }
  }

  private byte[] read(int limit) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(limit);
    }
  }

  /** What it is; no folder. */
  private BasicFileAttributes kind() throws IOException {
    if (path.toString().isEmpty()) {
      throw new AssetException("the name of a file is empty");
    }
    BasicFileAttributes kind = Files.readAttributes(path, BasicFileAttributes.class);
    if (kind.isDirectory()) {
      throw new AssetException(shown() + " is a folder, not a file");
    }
    return kind;
  }

  /** Its name without folder and extension, for names of what is made of it. */
  public String baseName() {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The same failure with the file's name in front. */
  public AssetException named(AssetException failure) {
    return new AssetException(shown() + ": " + failure.getMessage(), failure);
  }

  /** Its name in a line, whatever is in it. */
  public String shown() {
    return Printable.line(path.toString());
  }
}
