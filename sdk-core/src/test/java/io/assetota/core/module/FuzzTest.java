package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.sun.management.ThreadMXBean;
import io.assetota.core.AssetException;
import io.assetota.core.AssetReader;
import io.assetota.core.ByteArrayChannel;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every parser, with bytes that were changed at random, half of them with valid sums: only {@link
 * AssetException} comes out, it ends, it takes no more memory than the bytes explain, and what can
 * be parsed can be written again.
 */
final class FuzzTest {
  private static final long MAX_ALLOCATED = 40L << 20;

  private interface Parser {
    void parse(byte[] input) throws IOException;
  }

  private final Random random = new Random(20_261_122);

  private void fuzz(int rounds, List<byte[]> seeds, Parser parser) {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < rounds; i++) {
      byte[] input = mutated(seeds.get(random.nextInt(seeds.size())));
      long before = threads.getCurrentThreadAllocatedBytes();
      try {
        parser.parse(input);
      } catch (AssetException e) {
        assertThat(e.getMessage()).isNotBlank();
      } catch (IOException | RuntimeException e) {
        fail("round " + i, e);
      }
      assertThat(threads.getCurrentThreadAllocatedBytes() - before)
          .as("bytes allocated in round %d", i)
          .isLessThan(MAX_ALLOCATED);
    }
  }

  private byte[] mutated(byte[] seed) {
    byte[] bytes = seed.clone();
    for (int n = 1 + random.nextInt(4); n > 0 && bytes.length > 0; n--) {
      // The ends are where the structure is.
      int span = random.nextBoolean() ? bytes.length : Math.min(bytes.length, 120);
      int at = random.nextInt(span);
      int position = random.nextBoolean() ? at : bytes.length - 1 - at;
      switch (random.nextInt(5)) {
        case 0 -> bytes[position] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[position] = (byte) random.nextInt();
        case 2 -> bytes[position] = (byte) (random.nextBoolean() ? 0xff : 0);
        case 3 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 20));
        default -> {
          int from = random.nextInt(bytes.length);
          int length = Math.min(random.nextInt(40), bytes.length - Math.max(from, position));
          System.arraycopy(bytes, from, bytes, position, Math.max(0, length));
        }
      }
    }
    return bytes.length >= 64 && random.nextBoolean() ? TestModules.withValidSums(bytes) : bytes;
  }

  private static List<byte[]> modules() {
    List<byte[]> modules = new ArrayList<>();
    for (String kind : List.of("parse", "add-asset-dependencies", "decompress", "combine")) {
      Vectors.cases(kind)
          .map(
              c ->
                  c.has("input")
                      ? c.get("input")
                      : c.has("module") ? c.get("module") : c.get("output"))
          .map(Vectors::bytes)
          .filter(bytes -> bytes.length < 20_000)
          .forEach(modules::add);
    }
    return modules;
  }

  @Test
  void firmwareModules() {
    fuzz(
        3_000,
        modules(),
        input -> {
          FirmwareModule module = FirmwareModule.parse(input);
          assertThat(module.toByteArray()).isEqualTo(input);
          if (module.computeCrc32() == module.suffix().crc32()
              && module.computeSha256().equals(module.suffix().sha256())) {
            assertThat(assembledAgain(module)).isEqualTo(input);
          }
          module.assetDependencies();
          CompressedModules.decompress(module);
        });
  }

  /** What was parsed says all there is: put together again it gives the same bytes. */
  private static byte[] assembledAgain(FirmwareModule module) throws AssetException {
    return ModuleAssembler.assemble(
            module.vectorTable(),
            module.prefix(),
            module.prefixExtensions(),
            module.payload(),
            module.suffix())
        .toByteArray();
  }

  @Test
  void editedModules() {
    fuzz(
        2_000,
        modules(),
        input -> {
          FirmwareModule module = FirmwareModule.parse(input);
          FirmwareModule stripped = ModuleEditor.edit(module).withoutAssetDependencies();
          assertThat(stripped.requireIntact().assetDependencies()).isEmpty();
          assertThat(stripped.payload()).isEqualTo(module.payload());
        });
  }

  @Test
  void combinedModules() {
    fuzz(
        1_000,
        modules(),
        input -> {
          List<FirmwareModule> parts = CombinedModules.split(input);
          assertThat(CombinedModules.combine(parts)).isEqualTo(input);
        });
  }

  @Test
  void assetModules() throws IOException {
    byte[] content = new byte[3_000];
    new Random(1).nextBytes(content);
    Arrays.fill(content, 500, 2_500, (byte) 'x');
    List<byte[]> seeds =
        List.of(
            TestModules.asset("name.bin", content, true),
            TestModules.asset("name.bin", content, false));
    fuzz(
        3_000,
        seeds,
        input -> {
          try (AssetReader reader = AssetModule.open(new ByteArrayChannel(input))) {
            assertThat(reader.readAllBytes()).isEqualTo(content);
          }
          AssetModule module = AssetModule.verify(new ByteArrayChannel(input));
          assertThat(module.length()).isEqualTo(input.length);
        });
  }

  @Test
  void environmentVariables() throws IOException {
    byte[] seed = EnvironmentVariables.of(Map.of("A", "1", "NAME", "x".repeat(200))).encode();
    fuzz(
        3_000,
        List.of(seed, new byte[] {0x1a, 2, 1, 2, 0x21, 1, 2, 3, 4, 5, 6, 7, 8}),
        input -> {
          EnvironmentVariables variables = EnvironmentVariables.decode(input);
          assertThat(EnvironmentVariables.decode(variables.encode())).isEqualTo(variables);
        });
  }
}
