package io.assetota.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/**
 * What the bundle benchmarks work on: an application and eight assets of 120 KB each, half of whose
 * bytes are noise and half repeat, so that they compress as graphics and firmware do.
 *
 * @param application the application module
 * @param assets the folder of the assets
 */
public record BundleInput(Path application, Path assets) {
  private static final String PROPERTY = "assetota.benchmark.input";
  private static final int ASSETS = 8;
  private static final int SIZE = 120_000;
  private static final int RUN = 16;

  static BundleInput fromProperty() {
    String folder = System.getProperty(PROPERTY);
    if (folder == null) {
      throw new IllegalStateException(
          "use benchmarks/bundle-vs-npm.sh, or set -D" + PROPERTY + "=FOLDER");
    }
    return in(Path.of(folder));
  }

  private static BundleInput in(Path folder) {
    return new BundleInput(folder.resolve("application.bin"), folder.resolve("assets"));
  }

  /**
   * Writes the input.
   *
   * @param args the folder, and an application module for it
   * @throws IOException if writing fails
   */
  public static void main(String[] args) throws IOException {
    BundleInput input = in(Path.of(args[0]));
    Files.createDirectories(input.assets());
    Files.copy(Path.of(args[1]), input.application());
    for (int i = 0; i < ASSETS; i++) {
      Files.write(input.assets().resolve("asset" + i + ".bin"), content(new Random(i)));
    }
  }

  private static byte[] content(Random random) {
    byte[] content = new byte[SIZE];
    byte[] noise = new byte[RUN];
    for (int at = 0; at < SIZE; at += RUN) {
      if (at / RUN % 2 == 0) {
        random.nextBytes(noise);
      } else {
        java.util.Arrays.fill(noise, (byte) random.nextInt(4));
      }
      System.arraycopy(noise, 0, content, at, Math.min(RUN, SIZE - at));
    }
    return content;
  }
}
