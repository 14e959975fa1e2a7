package io.assetota.runtime.device;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import com.google.common.hash.Hashing;
import io.assetota.core.files.DurableFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line of text and a line with its checksum, which are the old ones or the new ones, wherever the
 * power fails.
 */
final class LedgerFile {
  private static final Logger log = LoggerFactory.getLogger(LedgerFile.class);
  private static final int MAX_LENGTH = 1024 * 1024;

  private final Path file;

  LedgerFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** Reads the line; empty if there is none, or it is damaged. */
  Optional<String> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, READ, NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(MAX_LENGTH);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String text = new String(bytes, UTF_8);
    String line = text.substring(0, Math.max(0, text.indexOf('\n')));
    if (!text.equals(sealed(line))) {
      log.warn("{} is damaged: starts are counted anew, and earlier failures are forgotten", file);
      return Optional.empty();
    }
    return Optional.of(line);
  }

  /** Writes the line, whole or not at all. Returns when it is safe from a power cut. */
  void write(String line) throws IOException {
    DurableFile.replace(file, sealed(line).getBytes(UTF_8));
  }

  private static String sealed(String line) {
    return line + "\n" + Hashing.crc32c().hashString(line, UTF_8) + "\n";
  }
}
