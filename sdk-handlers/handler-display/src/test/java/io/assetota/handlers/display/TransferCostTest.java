package io.assetota.handlers.display;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.assetota.core.handler.HandlerContext;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.EmulatedDisplay;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.io.SpiLink;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What drawing costs: bytes on the bus and bytes on the heap. */
class TransferCostTest {
  static Stream<String> allButOne() {
    return Panel.shipped().stream().filter(name -> !name.equals("sh1106"));
  }

  @ParameterizedTest
  @MethodSource("allButOne")
  void aFullFrameCostsHardlyMoreThanItsPixels(String name) throws IOException {
    for (Rotation rotation : Rotation.values()) {
      try (EmulatedDisplay display = EmulatedDisplay.open(name, rotation)) {
        Panel panel = Panel.named(name);
        long pixels =
            (long) panel.width() * panel.height() * (panel.protocol().isMonochrome() ? 1 : 16) / 8;
        display.emulator().clearCounts();
        TestCard.draw(display.driver());
        long extra = display.emulator().bytes() - pixels;
        assertThat(extra).isBetween(0L, 11L);
        assertThat((double) extra / pixels).isLessThan(0.005);
        // Five commands and parameters apart, the bus is used in whole transfers.
        assertThat(display.emulator().transfers()).isLessThanOrEqualTo((pixels + 4095) / 4096 + 5);
        assertThat(display.emulator().pinChanges()).isLessThanOrEqualTo(6);
      }
    }
  }

  /** Its page has to be addressed with three bytes, eight times: 2.3 %, and there is no way out. */
  @Test
  void sh1106CostsThreeBytesAPage() throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open("sh1106", Rotation.DEG_0)) {
      display.emulator().clearCounts();
      TestCard.draw(display.driver());
      assertThat(display.emulator().bytes()).isEqualTo(1024 + 8 * 3);
    }
  }

  @Test
  void streamingDoesNotAllocate() throws IOException {
    PanelEmulator emulator = PanelEmulator.named("ili9341");
    SpiLink nowhere = new Counter();
    try (DisplayDriver driver =
        DisplayDriver.builder(Panel.named("ili9341"), nowhere, emulator.dc())
            .rotation(Rotation.DEG_90)
            .clock(emulator.clock())
            .open()) {
      Zeros in = new Zeros();
      Region whole = driver.whole();
      int[] argb = new int[320 * 240];
      for (int i = 0; i < 20; i++) {
        frame(driver, whole, in, argb);
      }
      ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
      long id = Thread.currentThread().getId();
      long before = threads.getThreadAllocatedBytes(id);
      int frames = 50;
      for (int i = 0; i < frames; i++) {
        frame(driver, whole, in, argb);
      }
      long allocated = threads.getThreadAllocatedBytes(id) - before;
      // 3 drawings of 240 lines each: not one byte a line, only a Region or two a drawing.
      assertThat(allocated / frames).isLessThan(240);
    }
  }

  private static void frame(DisplayDriver driver, Region whole, Zeros in, int[] argb)
      throws IOException {
    driver.draw(whole, in, RawFormat.ROWS, HandlerContext.NONE);
    driver.draw(whole, in, RawFormat.COLUMNS, HandlerContext.NONE);
    driver.draw(whole, argb, 0, 320);
  }

  /** Only counts, so that nothing but the driver is measured. */
  private static final class Counter implements SpiLink {
    private long bytes;

    @Override
    public void write(byte[] data, int offset, int length) {
      bytes += length;
    }

    @Override
    public void close() {
      assertThat(bytes).isPositive();
    }
  }

  private static final class Zeros extends InputStream {
    @Override
    public int read() {
      return 0;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) {
      return length;
    }
  }
}
