package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Thousands of damaged bundles: none may throw, hang, or take much memory (the build gives the
 * tests a small heap).
 */
class BundleFuzzTest {
  private static final long SEED = 20_230_801;
  private static final int ROUNDS = 6000;
  private static final long NANOS = 3_000_000_000L;
  private static final byte[][] INTERESTING = {
    {0, 0, 0, 0}, {-1, -1, -1, -1}, {-1, -1, -1, 127}, {'P', 'K', 5, 6}, {'P', 'K', 1, 2}, {1, 0}
  };

  @Test
  @Timeout(60)
  void hostileBundlesEndInAVerdict() throws Exception {
    List<byte[]> seeds =
        List.of(
            Vectors.bytes("bundles/p2.three.env.zip"),
            Vectors.bytes("bundles/tracker.three.zip"),
            Verdict.right().build());
    Random random = new Random(SEED);
    long deadline = System.nanoTime() + NANOS;
    int valid = 0;
    int rounds = 0;
    while (rounds < ROUNDS && System.nanoTime() < deadline) {
      rounds++;
      byte[] bundle = mutate(seeds.get(random.nextInt(seeds.size())), random);
      valid += judge(bundle);
    }
    assertThat(rounds).isGreaterThan(500);
    assertThat(valid).isLessThan(rounds);
  }

  private static int judge(byte[] bytes) throws IOException {
    BundleReport report = Bundle.verify(new Channel(bytes), VerifyOptions.DEFAULT);
    try (Bundle bundle = Bundle.open(new Channel(bytes))) {
      for (BundleEntry entry : bundle.entries()) {
        try (InputStream content = bundle.openContent(entry)) {
          content.transferTo(OutputStream.nullOutputStream());
        } catch (AssetException e) {
          assertThat(report.isValid()).as(e.getMessage()).isFalse();
        }
      }
      bundle.readApplication();
    } catch (AssetException e) {
      assertThat(report.isValid()).as(e.getMessage()).isFalse();
    }
    return report.isValid() ? 1 : 0;
  }

  private static byte[] mutate(byte[] seed, Random random) {
    byte[] bytes = seed.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      bytes = mutateOnce(bytes, random);
    }
    return bytes;
  }

  /** Half of the changes go to the directory and the end record, which steer everything. */
  private static byte[] mutateOnce(byte[] bytes, Random random) {
    if (bytes.length < 8) {
      return bytes;
    }
    int from = random.nextBoolean() ? Math.max(0, bytes.length - 400) : 0;
    int at = from + random.nextInt(bytes.length - from);
    switch (random.nextInt(6)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt(256);
      case 2 -> {
        byte[] value = INTERESTING[random.nextInt(INTERESTING.length)];
        System.arraycopy(value, 0, bytes, Math.min(at, bytes.length - value.length), value.length);
      }
      case 3 -> {
        return Arrays.copyOf(bytes, at);
      }
      case 4 -> {
        int n = 1 + random.nextInt(40);
        byte[] longer = new byte[bytes.length + n];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, at, longer, at + n, bytes.length - at);
        return longer;
      }
      default -> {
        int other = random.nextInt(bytes.length);
        int n = Math.min(1 + random.nextInt(60), bytes.length - Math.max(at, other));
        System.arraycopy(bytes, other, bytes, at, n);
      }
    }
    return bytes;
  }
}
