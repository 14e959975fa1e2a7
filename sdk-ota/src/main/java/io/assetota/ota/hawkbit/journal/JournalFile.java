package io.assetota.ota.hawkbit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import com.google.common.hash.Hashing;
import io.assetota.core.files.DurableFile;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonWriter;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file that is replaced atomically, also across power cuts: a line of JSON, and a line with
 * its checksum.
 */
final class JournalFile {
  private static final Logger log = LoggerFactory.getLogger(JournalFile.class);
  private static final int MAX_LENGTH = 256 * 1024;

  private final Path file;

  JournalFile(Path file) {
    this.file = file;
  }

  /**
   * Reads it. A damaged one counts as missing: its content can be found out from the device and the
   * server, at the price of doing something again.
   */
  Optional<JsonObject> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, READ, NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_LENGTH);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String text = new String(bytes, UTF_8);
    String json = text.substring(0, Math.max(0, text.indexOf('\n')));
    if (!text.equals(sealed(json))) {
      log.warn("{} is damaged; the present action begins again", file);
      return Optional.empty();
    }
    return Optional.of(HawkbitJson.parse(json, file.toString()).object());
  }

  /** Writes it, whole or not at all. */
  void write(JsonFields json) throws IOException {
    String line = new String(JsonWriter.compact(json), UTF_8);
    DurableFile.replace(file, sealed(line).getBytes(UTF_8));
  }

  private static String sealed(String json) {
    return json + "\n" + Hashing.crc32c().hashString(json, UTF_8) + "\n";
  }
}
