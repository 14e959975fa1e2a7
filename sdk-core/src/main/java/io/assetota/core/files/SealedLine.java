package io.assetota.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small file with a line of text and a line with its checksum, which are the old ones or the new
 * ones, wherever the power fails. One process writes it.
 *
 * @param file the file; a symbolic link is not followed
 * @param limit the most bytes that are read
 * @param loss what it means that the line is damaged, for the log
 */
public record SealedLine(Path file, int limit, String loss) {
  private static final Logger log = LoggerFactory.getLogger(SealedLine.class);

  /**
   * Reads the line.
   *
   * @return the line; empty if there is none, or it is damaged
   * @throws IOException if it can't be read
   */
  public Optional<String> read() throws IOException {
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file, READ, NOFOLLOW_LINKS)) {
      bytes = in.readNBytes(limit);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    String text = new String(bytes, UTF_8);
    String line = text.substring(0, Math.max(0, text.indexOf('\n')));
    if (!text.equals(sealed(line))) {
      log.warn("{} is damaged: {}", file, loss);
      return Optional.empty();
    }
    return Optional.of(line);
  }

  /**
   * Writes the line, whole or not at all. When this returns, it survives a power cut.
   *
   * @param line the line, without its end
   * @throws IOException if it can't be written
   */
  public void write(String line) throws IOException {
    DurableFile.replace(file, sealed(line).getBytes(UTF_8));
  }

  private static String sealed(String line) {
    return line + "\n" + Hashing.crc32c().hashString(line, UTF_8) + "\n";
  }
}
