package io.assetota.core.chunk;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Contents to cut, and what comes of it. */
final class Contents {
  private Contents() {}

  /** What a packer has made. */
  @SuppressWarnings("ArrayRecordComponent") // Never compared.
  record Packed(byte[] stream, List<ChunkPage> pages) {}

  static byte[] random(int seed, int length) {
    byte[] content = new byte[length];
    new Random(seed).nextBytes(content);
    return content;
  }

  /** Lines that compress, and of which no two are the same. */
  static byte[] text(int seed, int length) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      text.append("event ").append(random.nextInt(1_000_000)).append(" on line ");
      text.append(random.nextInt(50)).append(" of the device, as it was told to\n");
    }
    return text.substring(0, length).getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static Packed pack(byte[] content, long... forced) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ContentPacker packer = new ContentPacker(forced, out)) {
      packer.write(content, 0, content.length);
      List<ChunkPage> pages = packer.finish();
      return new Packed(out.toByteArray(), pages);
    }
  }
}
