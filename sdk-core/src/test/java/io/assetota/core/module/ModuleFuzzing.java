package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;

/** What the fuzz tests of modules share. */
final class ModuleFuzzing {
  private static final int MAX_LENGTH = 8_000;

  /** Modules of fewer bytes have no room for sums. */
  private static final int SUMS = 64;

  private static final long MAX_ALLOCATED = 40L << 20;

  /** Parses a module, and checks what comes out. */
  interface Check {
    void run(byte[] input) throws IOException;
  }

  private ModuleFuzzing() {}

  /** What they begin with: the public encoder's own cases. */
  static Stream<byte[]> modules() {
    return Stream.of("parse", "add-asset-dependencies", "decompress", "combine")
        .flatMap(Vectors::cases)
        .map(
            c ->
                Stream.of("input", "module", "output")
                    .filter(c::has)
                    .map(c::get)
                    .findFirst()
                    .orElseThrow())
        .map(Vectors::bytes)
        .filter(bytes -> bytes.length < MAX_LENGTH);
  }

  /**
   * Runs a check with an input as it is, and with valid sums, which no fuzzer guesses. Only {@link
   * AssetException} may come out, and not more memory is taken than the bytes explain.
   */
  static void run(byte[] input, Check check) throws IOException {
    attempt(input, check);
    if (input.length >= SUMS) {
      attempt(TestModules.withValidSums(input), check);
    }
  }

  private static void attempt(byte[] input, Check check) throws IOException {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try {
      check.run(input);
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED);
  }
}
