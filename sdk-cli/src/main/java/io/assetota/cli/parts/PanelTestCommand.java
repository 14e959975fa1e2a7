package io.assetota.cli.parts;

import io.assetota.cli.command.Subcommand;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.TestCard;
import io.assetota.handlers.display.panel.AtClose;
import io.assetota.handlers.display.panel.ColourOrder;
import io.assetota.handlers.display.panel.DisplayBuilder;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.io.OutputPin;
import io.assetota.handlers.io.Pi4jBoard;
import io.assetota.handlers.io.SpiLink;
import io.assetota.handlers.testkit.panel.PanelEmulator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows the test card on a panel, or on an emulated one. */
@Command(
    name = "panel-test",
    description = {
      "Shows a test card on a panel: colour bars, corners, text. For panels with wrong colours.",
      "--colours and --inversion try out what is right; it then goes into the panel's file.",
      "With --picture there need not be a panel: the card is what an emulated one shows."
    },
    footer = {
      "  asset-ota panel-test --panel st7735r-green --dc 25 --reset 24",
      "  asset-ota panel-test --panel mine.panel --dc 25 --reset 24 --colours rgb",
      "  asset-ota panel-test --panel ili9341 --picture card.png"
    })
final class PanelTestCommand extends Subcommand {
  @Option(
      names = "--panel",
      paramLabel = "NAME",
      converter = PanelOption.class,
      completionCandidates = PanelOption.class,
      description = "The panel, by name or by a file that describes it. Usually ili9341.")
  Panel panel = Panel.named("ili9341");

  @Option(names = "--rotation", paramLabel = "DEGREES", description = "0, 90, 180 or 270.")
  int degrees;

  @Option(
      names = "--colours",
      paramLabel = "rgb|bgr",
      description = "Another order of colours than the panel's description says.")
  @Nullable ColourOrder colours;

  @Option(
      names = "--inversion",
      paramLabel = "on|off",
      description = "Another inversion than the panel's description says.")
  @Nullable Switch inversion;

  @Option(
      names = "--spi",
      paramLabel = "BUS.CS",
      description = "The SPI bus and chip select. Usually 0.0.")
  String spi = "0.0";

  @Option(
      names = "--hertz",
      paramLabel = "N",
      description = "The clock of the bus. Usually 10000000.")
  int hertz = 10_000_000;

  @Option(names = "--dc", paramLabel = "GPIO", description = "The data/command pin. Usually 25.")
  int dc = 25;

  @Option(names = "--reset", paramLabel = "GPIO", description = "The reset pin, if there is one.")
  @Nullable Integer reset;

  @Option(
      names = "--light",
      paramLabel = "GPIO",
      description = "The backlight pin, if there is one.")
  @Nullable Integer light;

  @Option(
      names = "--picture",
      paramLabel = "FILE.png",
      description = "Emulate the panel, and write what it shows to a file.")
  @Nullable Path picture;

  /** A fact of a panel that is or is not so. */
  enum Switch {
    ON,
    OFF
  }

  PanelTestCommand(Console console) {
    super(console);
  }

  @Override
  public Integer call() throws IOException {
    Rotation rotation;
    try {
      rotation = Rotation.ofDegrees(degrees);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    Panel tried = tried();
    if (picture != null) {
      return emulate(tried, rotation, picture);
    }
    if (!spi.matches("\\d{1,2}\\.\\d{1,2}")) {
      throw wrongUsage("--spi is a bus and a chip select, for example 0.0, not " + spi);
    }
    int dot = spi.indexOf('.');
    int bus = Integer.parseInt(spi.substring(0, dot));
    int chipSelect = Integer.parseInt(spi.substring(dot + 1));
    try (Pi4jBoard board = Pi4jBoard.open();
        SpiLink link = board.spi(bus, chipSelect, hertz);
        OutputPin dcPin = board.output(dc, false);
        OutputPin resetPin = reset == null ? null : board.output(reset, true);
        OutputPin lightPin = light == null ? null : board.output(light, true)) {
      DisplayBuilder builder =
          DisplayDriver.builder(tried, link, dcPin).rotation(rotation).atClose(AtClose.KEEP);
      if (resetPin != null) {
        builder.reset(resetPin);
      }
      if (lightPin != null) {
        builder.backlight(lightPin);
      }
      show(builder);
    }
    explain(tried);
    return DONE;
  }

  /** The panel with what the user wants to try instead. */
  private Panel tried() {
    return new Panel(
        panel.name(),
        panel.protocol(),
        panel.width(),
        panel.height(),
        colours == null ? panel.colours() : colours,
        inversion == null ? panel.inverted() : inversion == Switch.ON,
        panel.orientations(),
        panel.init());
  }

  private Integer emulate(Panel tried, Rotation rotation, Path file) throws IOException {
    PanelEmulator emulator;
    try {
      emulator = PanelEmulator.named(tried.name());
    } catch (IllegalArgumentException e) {
      throw new AssetException(String.valueOf(e.getMessage()), e);
    }
    OutputFile target = OutputFile.of(file, tried.name() + ".png").check();
    show(
        DisplayDriver.builder(tried, emulator.spi(), emulator.dc())
            .reset(emulator.reset())
            .clock(emulator.clock())
            .rotation(rotation)
            .atClose(AtClose.KEEP));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    emulator.writePng(png, 1);
    target.write(ByteBuffer.wrap(png.toByteArray()));
    console.line(target.path() + " is what " + tried.name() + " shows");
    emulator.complaints().forEach(console::warn);
    return emulator.complaints().isEmpty() ? DONE : FAILED;
  }

  private static void show(DisplayBuilder builder) throws IOException {
    try (DisplayDriver display = builder.open()) {
      TestCard.draw(display);
    }
  }

  private void explain(Panel tried) {
    console.line("Shown: colour bars, fields that name their colour, a white line at all edges.");
    console.line("Red and blue exchanged: try --colours " + other(tried.colours()));
    console.line("All colours reversed: try --inversion " + (tried.inverted() ? "off" : "on"));
    console.line("A strip of noise, a line missing: the offsets of the panel are others.");
  }

  private static String other(ColourOrder order) {
    return order == ColourOrder.RGB ? "bgr" : "rgb";
  }
}
