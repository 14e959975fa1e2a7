import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Replaces each file in some folders by what 'gzip -9n' makes of it, as Debian has its manual pages
 * and changelogs: without a time, and with the mark of the best compression.
 */
final class Compress {
  /** RFC 1952, section 2.3.1: XFL, and its value for the slowest algorithm. */
  private static final int EXTRA_FLAGS = 8;

  private static final byte BEST = 2;

  private Compress() {}

  public static void main(String[] folders) throws IOException {
    for (String folder : folders) {
      try (Stream<Path> files = Files.list(Path.of(folder))) {
        for (Path file : files.toList()) {
          Files.write(file.resolveSibling(file.getFileName() + ".gz"), compressed(file));
          Files.delete(file);
        }
      }
    }
  }

  private static byte[] compressed(Path file) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream packed =
        new GZIPOutputStream(bytes) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      Files.copy(file, packed);
    }
    byte[] result = bytes.toByteArray();
    result[EXTRA_FLAGS] = BEST;
    return result;
  }
}
