package io.assetota.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.assetota.core.AssetException;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * A file that the user named. What can't be read of it is told with its name, and with what to do
 * if it is the wrong kind of file.
 *
 * @param path where it is
 */
record InputFile(Path path) {
  private static final String ZIP = "PK";

  /** Tells whether it begins like a zip: then it is a bundle, or wants to be one. */
  boolean isZip() throws IOException {
    requireFile();
    try (InputStream in = Files.newInputStream(path)) {
      return new String(in.readNBytes(ZIP.length()), ISO_8859_1).equals(ZIP);
    }
  }

  /** Refuses a zip where a module is wanted. */
  void requireModule() throws IOException {
    if (isZip()) {
      throw new AssetException(
          path
              + " is a zip, not a module: 'asset-ota unpack' takes the application out of a bundle");
    }
  }

  /** Refuses a module, or anything else that is no zip, where a bundle is wanted. */
  void requireBundle() throws IOException {
    if (!isZip()) {
      throw new AssetException(path + " is not a bundle: 'asset-ota bundle' makes one");
    }
  }

  /** Reads a module without checking its checksums. */
  FirmwareModule readModule() throws IOException {
    requireModule();
    return FirmwareModule.read(path);
  }

  /** Reads a module and checks its checksums. */
  FirmwareModule readIntactModule() throws IOException {
    try {
      return readModule().requireIntact();
    } catch (AssetException e) {
      throw named(e);
    }
  }

  /** Refuses what is no file that can be read. */
  void requireFile() throws IOException {
    if (!Files.exists(path)) {
      throw new NoSuchFileException(path.toString());
    }
    if (Files.isDirectory(path)) {
      throw new AssetException(path + " is a folder, not a file");
    }
  }

  /** Its name without folder and extension, for names of what is made of it. */
  String baseName() {
    String name = String.valueOf(path.getFileName());
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /** The same failure with the file's name in front. */
  AssetException named(AssetException failure) {
    return new AssetException(path + ": " + failure.getMessage(), failure);
  }
}
