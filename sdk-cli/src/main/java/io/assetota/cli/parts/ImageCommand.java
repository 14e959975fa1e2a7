package io.assetota.cli.parts;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.OutputFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.Dither;
import io.assetota.handlers.display.picture.ExifOrientation;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Scaling;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Converts a picture into the raw pixels of a panel. */
@Command(
    name = "image",
    description = {
      "Converts a PNG, JPEG, GIF or BMP into raw pixels (RGB565) in the size of a panel.",
      "A device draws these without decoding."
    },
    footer = {
      "  asset-ota image splash.png splash.img",
      "  asset-ota image splash.png splash.img --panel st7789-240x240 --scaling fill"
    })
final class ImageCommand extends ReportingCommand {
  @Parameters(index = "0", paramLabel = "IN.png", description = "The picture.")
  Path input = Path.of("");

  @Parameters(
      index = "1",
      paramLabel = "OUT.img",
      description = "The file to write; - for standard output.")
  Path output = Path.of("");

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
      description = "The rotation of the panel. Default: 0 or 90, as it fits the picture.")
  @Nullable Integer degrees;

  @Option(
      names = "--layout",
      paramLabel = "rows|columns",
      description = "The order of the pixels; columns go from right to left. Default: rows.")
  RawFormat.Layout layout = RawFormat.Layout.ROWS;

  @Option(
      names = "--byte-order",
      paramLabel = "little|big",
      description = "The byte order of a pixel. Default: little.")
  Endian byteOrder = Endian.LITTLE;

  @Option(
      names = "--scaling",
      paramLabel = "HOW",
      description = "fit (with borders), fill (cropped), stretch or none. Default: fit.")
  Scaling scaling = Scaling.FIT;

  @Option(
      names = "--dither",
      paramLabel = "HOW",
      description = "The dithering: none, ordered or diffusion. Default: none.")
  Dither dither = Dither.NONE;

  @Option(
      names = "--background",
      paramLabel = "RRGGBB",
      description = "The colour around and behind the picture. Default: 000000.")
  String background = "000000";

  @Option(
      names = "--ignore-orientation",
      description = {
        "Don't rotate a photo. Default: it is turned upright, as its Exif orientation says."
      })
  boolean ignoreOrientation;

  /** The byte order. */
  enum Endian {
    LITTLE,
    BIG
  }

  ImageCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    if (!background.matches("[0-9A-Fa-f]{6}")) {
      throw wrongUsage("--background must be six hex digits, not " + background);
    }
    new InputFile(input).requireFile();
    Picture picture;
    try (InputStream in = Files.newInputStream(input)) {
      picture =
          Picture.decode(
              String.valueOf(input.getFileName()),
              in,
              ignoreOrientation ? ExifOrientation.IGNORED : ExifOrientation.APPLIED);
    }
    Rotation rotation = rotation(picture);
    Picture fitted =
        picture
            .fitted(
                panel.width(rotation),
                panel.height(rotation),
                scaling,
                Integer.parseInt(background, 16))
            .reduced(dither, panel.protocol().colourDepth());
    ByteOrder order = byteOrder == Endian.BIG ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    new RawFormat(layout, order).write(fitted, raw);
    OutputFile target =
        OutputFile.of(output, input.getFileName() + ".img", this::dataOutput).check();
    target.write(ByteBuffer.wrap(raw.toByteArray()));
    return new Converted(target.path(), panel.name(), fitted, layout, byteOrder, raw.size());
  }

  private Rotation rotation(Picture picture) {
    if (degrees == null) {
      boolean sidewaysPicture = picture.width() > picture.height();
      boolean sidewaysPanel = panel.width() > panel.height();
      return sidewaysPicture == sidewaysPanel ? Rotation.DEG_0 : Rotation.DEG_90;
    }
    try {
      return Rotation.ofDegrees(degrees);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }

  private record Converted(
      Path file, String panel, Picture picture, RawFormat.Layout layout, Endian order, int bytes)
      implements Report {
    @Override
    public void print(Console console) {
      console.line(
          file
              + ": "
              + picture.width()
              + "x"
              + picture.height()
              + " for "
              + panel
              + " in "
              + word(layout)
              + ", "
              + Sizes.bytes(bytes));
    }

    @Override
    public JsonObject toJson() {
      return new JsonObject()
          .with("file", file)
          .with("panel", panel)
          .with("width", picture.width())
          .with("height", picture.height())
          .with("layout", word(layout))
          .with("byteOrder", word(order))
          .with("length", bytes);
    }

    private static String word(Enum<?> value) {
      return value.name().toLowerCase(Locale.ROOT);
    }
  }
}
