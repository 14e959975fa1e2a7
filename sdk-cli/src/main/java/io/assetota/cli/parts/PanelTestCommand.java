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
import io.assetota.handlers.io.Level;
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
      "Shows a test card on a panel, to find out its settings: colour bars, corners, text.",
      "Try --colours and --inversion, and put what is right into the panel's file.",
      "With --picture, an emulated panel shows the card, and no hardware is needed."
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
      description = "The panel: a name, or a file that describes it. Default: ili9341.")
  Panel panel = Panel.named("ili9341");

  @Option(
      names = "--rotation",
      paramLabel = "DEGREES",
      description = "The rotation: 0, 90, 180 or 270. Default: 0.")
  int degrees;

  @Option(
      names = "--colours",
      paramLabel = "rgb|bgr",
      description = "The order of colours. Default: as the panel's description says.")
  @Nullable ColourOrder colours;

  @Option(
      names = "--inversion",
      paramLabel = "on|off",
      description = "The colour inversion. Default: as the panel's description says.")
  @Nullable Switch inversion;

  @Option(
      names = "--spi",
      paramLabel = "BUS.CS",
      description = "The SPI bus and chip select. Default: 0.0.")
  String spi = "0.0";

  @Option(
      names = "--hertz",
      paramLabel = "N",
      description = "The clock rate of the bus. Default: 10000000.")
  int hertz = 10_000_000;

  @Option(names = "--dc", paramLabel = "GPIO", description = "The data/command pin. Default: 25.")
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
      description = "Emulate the panel, and write its picture to a file.")
  @Nullable Path picture;

  /** A setting of a panel. */
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
      throw wrongUsage("--spi must be a bus and a chip select, for example 0.0, not " + spi);
    }
    int dot = spi.indexOf('.');
    int bus = Integer.parseInt(spi.substring(0, dot));
    int chipSelect = Integer.parseInt(spi.substring(dot + 1));
    try (Pi4jBoard board = Pi4jBoard.open();
        SpiLink link = board.spi(bus, chipSelect, hertz);
        OutputPin dcPin = board.output(dc, Level.LOW);
        OutputPin resetPin = reset == null ? null : board.output(reset, Level.HIGH);
        OutputPin lightPin = light == null ? null : board.output(light, Level.HIGH)) {
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

  /** Returns the panel with the settings to try. */
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
    OutputFile target = OutputFile.of(file, tried.name() + ".png", this::dataOutput).check();
    show(
        DisplayDriver.builder(tried, emulator.spi(), emulator.dc())
            .reset(emulator.reset())
            .clock(emulator.clock())
            .rotation(rotation)
            .atClose(AtClose.KEEP));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    emulator.writePng(png, 1);
    target.write(ByteBuffer.wrap(png.toByteArray()));
    messages().line("Saved what " + tried.name() + " shows to " + target.path());
    emulator.complaints().forEach(console::warn);
    return emulator.complaints().isEmpty() ? DONE : FAILED;
  }

  private static void show(DisplayBuilder builder) throws IOException {
    try (DisplayDriver display = builder.open()) {
      TestCard.draw(display);
    }
  }

  private void explain(Panel tried) {
    console.line(
        "Shown: colour bars, fields with the name of their colour, a white line at each edge.");
    console.line("If red and blue are swapped: try --colours " + other(tried.colours()));
    console.line(
        "If all colours are inverted: try --inversion " + (tried.inverted() ? "off" : "on"));
    console.line(
        "If there is noise at an edge, or a line is missing: the offsets of the panel are wrong.");
  }

  private static String other(ColourOrder order) {
    return order == ColourOrder.RGB ? "bgr" : "rgb";
  }
}
