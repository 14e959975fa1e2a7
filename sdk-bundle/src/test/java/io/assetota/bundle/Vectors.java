package io.assetota.bundle;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;

/** The files that the public encoder made, and the inputs that it was given. */
final class Vectors {
  private Vectors() {}

  static Path path(String name) {
    URL url = Objects.requireNonNull(Vectors.class.getResource("/vectors/" + name), name);
    try {
      return Path.of(url.toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  static byte[] bytes(String name) {
    try (InputStream in =
        Objects.requireNonNull(Vectors.class.getResourceAsStream("/vectors/" + name), name)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256("seed:0"), SHA-256("seed:1"), ..., cut to size: content that can't be compressed. */
  static byte[] incompressible(String seed, int size) {
    ByteBuffer out = ByteBuffer.allocate(size);
    for (int i = 0; out.hasRemaining(); i++) {
      byte[] block = Hashing.sha256().hashString(seed + ":" + i, StandardCharsets.UTF_8).asBytes();
      out.put(block, 0, Math.min(block.length, out.remaining()));
    }
    return out.array();
  }
}
