package io.assetota.benchmarks;

import io.assetota.handlers.display.TestCard;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.ColourDepth;
import io.assetota.handlers.display.picture.Dither;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.Rgb565;
import io.assetota.handlers.display.picture.Scaling;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
import org.openjdk.jmh.annotations.Warmup;

/**
 * What lies between a PNG of 320x240 pixels and the bytes for an SPI panel: decoding and packing
 * together, and packing, swapping and dithering alone.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PictureBenchmark {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  private final byte[] packed = new byte[2 * WIDTH * HEIGHT];
  private byte[] png = {};
  private Picture picture = new Picture(1, 1, new int[1]);

  /** For JMH. */
  public PictureBenchmark() {}

  /**
   * Draws the picture.
   *
   * @throws IOException never, in memory
   */
  @Setup
  public void setUp() throws IOException {
    Picture card = TestCard.picture(Panel.named("ili9341"), Rotation.DEG_90);
    // Scaled there and back, so that the PNG has soft edges and does not compress too well.
    picture = card.fitted(200, 150, Scaling.STRETCH, 0).fitted(WIDTH, HEIGHT, Scaling.STRETCH, 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    picture.writePng(out);
    png = out.toByteArray();
  }

  /**
   * Decodes the PNG and packs its pixels.
   *
   * @return the packed pixels
   * @throws IOException never, in memory
   */
  @Benchmark
  public byte[] decodeAndPack() throws IOException {
    Picture decoded = Picture.decode("benchmark.png", new ByteArrayInputStream(png));
    Rgb565.pack(decoded.argb(), 0, packed, 0, WIDTH * HEIGHT);
    return packed;
  }

  /**
   * Packs pixels.
   *
   * @return the packed pixels
   */
  @Benchmark
  public byte[] pack() {
    Rgb565.pack(picture.argb(), 0, packed, 0, WIDTH * HEIGHT);
    return packed;
  }

  /**
   * Brings little-endian pixels into the order of the wire.
   *
   * @return the swapped pixels
   */
  @Benchmark
  public byte[] swap() {
    Rgb565.swap(packed, 0, packed.length);
    return packed;
  }

  /**
   * Dithers by error diffusion.
   *
   * @return the dithered picture
   */
  @Benchmark
  public Picture diffuse() {
    return picture.reduced(Dither.DIFFUSION, ColourDepth.RGB565);
  }

  /**
   * Halves a picture.
   *
   * @return the smaller picture
   */
  @Benchmark
  public Picture shrink() {
    return picture.fitted(WIDTH / 2, HEIGHT / 2, Scaling.FIT, 0);
  }
}
