package io.assetota.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A {@code project.properties}: lines of {@code key=value}, blank lines, and comments that begin
 * with {@code #}. Unlike in {@link java.util.Properties}, a backslash is an ordinary character.
 *
 * @param folder the folder of the file; paths in it are relative to this
 * @param values values by key, in their order
 */
public record ProjectProperties(Path folder, Map<String, String> values) {
  /** The usual name of the file. */
  public static final String FILE_NAME = "project.properties";

  /** The key of the folder that holds the assets. */
  public static final String ASSET_OTA_DIR = "assetOtaDir";

  /** The key of the JSON file that holds the environment variables. */
  public static final String ENV = "env";

  private static final int MAX_SIZE = 256 * 1024;

  /** Copies the map, keeping its order. */
  public ProjectProperties {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  /**
   * Reads a file.
   *
   * @param file the file, or the folder that it is in
   * @return its values
   * @throws AssetException if a line is no {@code key=value}, a key comes twice, or the file is too
   *     long or no UTF-8
   * @throws IOException if the file can't be read
   */
  public static ProjectProperties read(Path file) throws IOException {
    Path properties = Files.isDirectory(file) ? file.resolve(FILE_NAME) : file;
    byte[] bytes;
    try (InputStream in = Files.newInputStream(properties)) {
      bytes = in.readNBytes(MAX_SIZE + 1);
    }
    if (bytes.length > MAX_SIZE) {
      throw new AssetException(properties + " is longer than " + MAX_SIZE + " bytes");
    }
    try {
      String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ProjectProperties(properties.resolveSibling(""), parse(properties, text));
    } catch (CharacterCodingException e) {
      throw new AssetException(properties + " is not UTF-8", e);
    }
  }

  private static Map<String, String> parse(Path file, String text) throws AssetException {
    Map<String, String> values = new LinkedHashMap<>();
    String[] lines = text.split("\\R", -1);
    for (int i = 0; i < lines.length; i++) {
      String line = i == 0 ? withoutByteOrderMark(lines[i]).strip() : lines[i].strip();
      if (line.isEmpty() || line.startsWith("#")) {
        continue;
      }
      int equals = line.indexOf('=');
      if (equals <= 0) {
        throw new AssetException(file + ", line " + (i + 1) + ": not of the form key=value");
      }
      String key = line.substring(0, equals).strip();
      if (values.putIfAbsent(key, line.substring(equals + 1).strip()) != null) {
        throw new AssetException(file + ", line " + (i + 1) + ": " + key + " comes twice");
      }
    }
    return values;
  }

  private static String withoutByteOrderMark(String line) {
    return line.startsWith("\ufeff") ? line.substring(1) : line;
  }

  /**
   * Returns the folder of the assets.
   *
   * @return the value of {@value #ASSET_OTA_DIR} as a path, if it is set
   * @throws AssetException if the value can't be a path on this system
   */
  public Optional<Path> assetOtaDir() throws AssetException {
    return path(ASSET_OTA_DIR);
  }

  /**
   * Returns the file of the environment variables.
   *
   * @return the value of {@value #ENV} as a path, if it is set
   * @throws AssetException if the value can't be a path on this system
   */
  public Optional<Path> env() throws AssetException {
    return path(ENV);
  }

  private Optional<Path> path(String key) throws AssetException {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.resolve(value));
    } catch (InvalidPathException e) {
      throw new AssetException(key + " in " + folder + " is no path: " + value, e);
    }
  }
}
