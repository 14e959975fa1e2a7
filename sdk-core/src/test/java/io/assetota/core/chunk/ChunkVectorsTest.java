package io.assetota.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.hash.Hashing;
import com.google.common.io.Resources;
import io.assetota.core.chunk.Contents.Packed;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Where contents are cut must not change: a device would find nothing of what it has. The file
 * {@code chunk-vectors.txt} has a content in each block, then its segments with their ids, and the
 * lengths and hashes of their chunks, for other implementations, too.
 */
class ChunkVectorsTest {
  /** SHA-256 of "NAME 0", "NAME 1"... one behind the other: bytes that don't compress. */
  private static byte[] noise(String name, int length) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; out.size() < length; i++) {
      out.writeBytes(
          Hashing.sha256().hashString(name + " " + i, StandardCharsets.US_ASCII).asBytes());
    }
    return Arrays.copyOf(out.toByteArray(), length);
  }

  /** Lines "NAME 0 SHA-256", "NAME 1 SHA-256"... in hexadecimal digits: bytes that do. */
  private static byte[] lines(String name, int length) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; out.length() < length; i++) {
      String begin = name + " " + i;
      out.append(begin).append(' ');
      out.append(Hashing.sha256().hashString(begin, StandardCharsets.US_ASCII)).append('\n');
    }
    return out.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  private static void add(List<String> text, String heading, byte[] content, long... forced)
      throws IOException {
    text.add(heading);
    Packed packed = Contents.pack(content, forced);
    for (ChunkPage page : packed.pages()) {
      Segment segment = page.segment();
      text.add(
          String.format(
              "segment %d bytes, id %016x%016x",
              segment.size(),
              Long.reverseBytes(segment.id().first()),
              Long.reverseBytes(segment.id().second())));
      for (int i = 0; i < page.count(); i++) {
        text.add(String.format("%d %016x", page.size(i), Long.reverseBytes(page.hash(i))));
      }
    }
  }

  @Test
  void contentsAreCutAsTheVectorsSay() throws IOException {
    List<String> text = new ArrayList<>();
    add(text, "noise a 400000", noise("a", 400_000));
    add(text, "lines b 400000", lines("b", 400_000));
    add(text, "zeros 300000", new byte[300_000]);
    add(text, "noise c 100000 with cuts at 5000 and 7000", noise("c", 100_000), 5000, 7000);

    String expected =
        Resources.toString(
            Resources.getResource(ChunkVectorsTest.class, "chunk-vectors.txt"),
            StandardCharsets.US_ASCII);
    assertThat(String.join("\n", text) + "\n").isEqualTo(expected);
  }
}
