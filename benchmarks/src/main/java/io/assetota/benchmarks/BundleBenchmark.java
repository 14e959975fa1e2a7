package io.assetota.benchmarks;

import io.assetota.bundle.BundleBuilder;
import io.assetota.bundle.BundleResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Builds a bundle of eight assets of 120 KB, from files to a file. {@code
 * benchmarks/bundle-vs-npm.sh} runs it beside the npm package on the same files.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class BundleBenchmark {
  private final BundleInput input = BundleInput.fromProperty();
  private Path output = Path.of("");

  /** For JMH. */
  public BundleBenchmark() {}

  /**
   * Makes a place for the result.
   *
   * @throws IOException if there is none
   */
  @Setup
  public void setUp() throws IOException {
    output = Files.createTempDirectory("bundle-benchmark").resolve("bundle.zip");
  }

  /**
   * Removes the result.
   *
   * @throws IOException if that fails
   */
  @TearDown
  public void tearDown() throws IOException {
    Files.deleteIfExists(output);
    Files.delete(output.toAbsolutePath().getParent());
  }

  /**
   * Builds the bundle.
   *
   * @return the result, so that nothing is optimised away
   * @throws IOException if it can't be built
   */
  @Benchmark
  public BundleResult build() throws IOException {
    return BundleBuilder.forApplication(input.application())
        .assetsFrom(input.assets())
        .writeTo(output);
  }
}
