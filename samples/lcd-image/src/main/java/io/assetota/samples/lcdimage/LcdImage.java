package io.assetota.samples.lcdimage;

import com.pi4j.Pi4J;
import com.pi4j.context.Context;
import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult;
import io.assetota.core.handler.HandlerResult;
import io.assetota.handlers.display.ImageHandler;
import io.assetota.handlers.display.panel.AtClose;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jOutputPin;
import io.assetota.handlers.io.Pi4jSpiLink;
import io.assetota.handlers.io.SpiLink;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;

/**
 * Draws the splash screen that comes with the application as an asset: the counterpart of
 * Particle's {@code lcd_image} example.
 */
public final class LcdImage {
  /** The pins of the usual wiring on a Raspberry Pi, as Broadcom counts them. */
  private static final int DC = 25;

  private static final int RESET = 24;
  private static final int LIGHT = 18;
  private static final int HERTZ = 32_000_000;

  private LcdImage() {}

  /**
   * Draws the splash screen and ends; the picture stays.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  /**
   * Draws the splash screen.
   *
   * @param args see {@code --help}
   * @param out where messages go
   * @return the exit code: 0 if all went well, 1 after a failure, 2 for wrong arguments
   */
  public static int run(String[] args, PrintStream out) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println(Options.USAGE);
      return 2;
    }
    try {
      if (options.hardware()) {
        drawOnHardware(options, out);
      } else {
        drawOnEmulator(options, out);
      }
      return 0;
    } catch (IOException e) {
      out.println("failed: " + e.getMessage());
      return 1;
    }
  }

  private static void drawOnHardware(Options options, PrintStream out) throws IOException {
    Context context = Pi4J.newAutoContext();
    try (SpiLink spi = Pi4jSpiLink.open(context, 0, 0, HERTZ);
        OutputPin dc = Pi4jOutputPin.open(context, DC, Level.LOW);
        OutputPin reset = Pi4jOutputPin.open(context, RESET, Level.HIGH);
        OutputPin light = Pi4jOutputPin.open(context, LIGHT, Level.HIGH);
        DisplayDriver display =
            DisplayDriver.builder(options.panel(), spi, dc)
                .reset(reset)
                .backlight(light)
                .rotation(options.rotation())
                .atClose(AtClose.KEEP)
                .open()) {
      show(options, display, out);
    } finally {
      context.shutdown();
    }
  }

  private static void drawOnEmulator(Options options, PrintStream out) throws IOException {
    PanelEmulator emulator = PanelEmulator.named(options.panel().name());
    try (DisplayDriver display =
        DisplayDriver.builder(options.panel(), emulator.spi(), emulator.dc())
            .reset(emulator.reset())
            .backlight(emulator.backlight())
            .clock(emulator.clock())
            .rotation(options.rotation())
            .atClose(AtClose.KEEP)
            .open()) {
      show(options, display, out);
    }
    try (OutputStream png = Files.newOutputStream(options.picture())) {
      emulator.writePng(png, 1);
    }
    out.println("no hardware: what the panel shows is in " + options.picture());
    emulator.complaints().forEach(complaint -> out.println("the panel complains: " + complaint));
  }

  private static void show(Options options, DisplayDriver display, PrintStream out)
      throws IOException {
    // At every start, not only after an update: a panel forgets its picture without power.
    ImageHandler handler = new ImageHandler(display);
    AssetRouter router = AssetRouter.builder().always("splash.*", handler).build();
    try (AssetManager assets = AssetManager.open(options.home())) {
      assets.onAssetOta(router);
      StartResult result = assets.start();
      for (HandlerResult one : result.results()) {
        out.println(one.asset().name() + ": " + one.outcome() + " " + one.message());
      }
      if (result.outcome() == StartResult.Outcome.SAFE_MODE) {
        throw new IOException("assets are missing, an update has to bring them");
      }
      if (result.results().stream().anyMatch(HandlerResult::isOpen)) {
        throw new IOException("not everything could be drawn");
      }
    }
  }
}
