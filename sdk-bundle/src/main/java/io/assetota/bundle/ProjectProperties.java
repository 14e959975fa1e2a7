package io.assetota.bundle;

import io.assetota.core.files.TextFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A {@code project.properties}, read as Particle's tools read it (the npm package
 * properties-parser): in the format of {@link Properties}, in UTF-8. Key and value are parted by
 * {@code =}, {@code :} or blanks, {@code #} and {@code !} begin comments, a backslash at the end
 * continues a line and escapes a character elsewhere, and of a key that comes twice the last value
 * counts. Unlike there, blanks at the end of a value don't belong to it.
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

  /** The key of whether contents are compressed in chunks: {@code yes} or {@code no}. */
  public static final String CHUNKS = "assetOtaChunks";

  /** The key of the application: a folder or a file. */
  public static final String APPLICATION = "application";

  /** The key of the command that starts the application. */
  public static final String COMMAND = "command";

  /** The key of the environment variables that the application is started with. */
  public static final String ENVIRONMENT = "environment";

  /** The key of what tells whether the application works. */
  public static final String HEALTH = "health";

  /** The key of the time from its start to its first healthy answer. */
  public static final String START_WITHIN = "startWithin";

  /** The key of the time that it gets to end by itself. */
  public static final String STOP_WITHIN = "stopWithin";

  /** The key of what people call this version. */
  public static final String VERSION = "version";

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
   * @throws AssetException if the file is too long or no UTF-8, or an escape in it is wrong
   * @throws IOException if the file can't be read
   */
  public static ProjectProperties read(Path file) throws IOException {
    Path properties = Files.isDirectory(file) ? file.resolve(FILE_NAME) : file;
    String text = TextFile.read(properties, MAX_SIZE);
    Map<String, String> values = new LinkedHashMap<>();
    try {
      new Properties() {
        private static final long serialVersionUID = 1L;

        /** As they come: the map itself has no order. */
        @Override
        public synchronized @Nullable Object put(Object key, Object value) {
          return values.put(String.valueOf(key), String.valueOf(value).stripTrailing());
        }
      }.load(new StringReader(text));
    } catch (IllegalArgumentException e) {
      throw new AssetException(
          properties
              + ": a \\u stands without its four hexadecimal digits; write a backslash twice",
          e);
    }
    return new ProjectProperties(properties.resolveSibling(""), values);
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

  /**
   * Returns the application.
   *
   * @return the value of {@value #APPLICATION} as a path, if it is set
   * @throws AssetException if the value can't be a path on this system
   */
  public Optional<Path> application() throws AssetException {
    return path(APPLICATION);
  }

  private Optional<Path> path(String key) throws AssetException {
    String value = values.get(key);
    if (value == null || value.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(folder.resolve(value));
    } catch (InvalidPathException e) {
      throw new AssetException(key + " in " + folder + " is no path: " + Printable.text(value), e);
    }
  }
}
