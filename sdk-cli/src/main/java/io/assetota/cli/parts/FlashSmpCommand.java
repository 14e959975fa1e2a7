package io.assetota.cli.parts;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.smp.SmpConfirmation;
import io.assetota.handlers.coprocessor.smp.SmpFlasher;
import io.assetota.handlers.coprocessor.smp.SmpPart;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes an image into a part with MCUboot over SMP. */
@Command(
    name = "flash-smp",
    description = {
      "Writes an image that imgtool signed into a part with MCUboot over SMP, the protocol of"
          + " MCUmgr (Zephyr and others), on its serial console.",
      "Where the program of the part answers, the image is tested and then confirmed; the part goes"
          + " back by itself if it does not work. Where MCUboot answers in serial recovery, the"
          + " image replaces the program at once.",
      "An image that the part runs already is not sent."
    },
    footer = {
      "  asset-ota flash-smp zephyr.signed.bin --port /dev/ttyACM0",
      "  asset-ota flash-smp zephyr.signed.bin --port /dev/ttyACM0 --test",
      "  asset-ota flash-smp zephyr.signed.bin --port /dev/serial0 \\",
      "      --boot-control gpio:17,27"
    })
final class FlashSmpCommand extends FlashPartCommand {
  private static final String PART = "part";

  @Mixin BootOption boot = new BootOption();

  @Option(
      names = "--dry-run",
      description = "Find the part and compare its image, and change nothing.")
  boolean dryRun;

  @Option(
      names = "--test",
      description =
          "Only start the image for a test: the part goes back by itself at its next reset, unless"
              + " somebody confirms. Default: confirm when the new program answers.")
  boolean test;

  @Option(
      names = "--confirm",
      description = "Make the image stay before it is started: the part never goes back.")
  boolean confirm;

  @Option(
      names = "--image",
      paramLabel = "N",
      description = "Which image of the part this is. Default: 0.")
  int number;

  @Option(
      names = "--mtu",
      paramLabel = "BYTES",
      description =
          "The largest packet, without its framing. Default: what the part says it can take, else"
              + " 256.")
  @Nullable Integer packetSize;

  FlashSmpCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    return work(Parity.NONE, boot, in -> FirmwareImage.read(in, 0), this::flash);
  }

  private Report flash(FirmwareImage read, SerialLink link, BootControl control)
      throws IOException {
    SmpFlasher flasher = flasher(link, control);
    if (dryRun) {
      return report(true, listener -> flasher.preview(read, listener));
    }
    return report(
        false,
        listener ->
            version.expected == null
                ? flasher.flash(read, listener)
                : version.update(new SmpPart(PART, flasher), read, listener));
  }

  @Override
  void check() {
    if (version.expected != null && (test || confirm)) {
      throw new IllegalArgumentException(
          "--expect-version decides whether the image is confirmed: leave out --test and"
              + " --confirm");
    }
    if (version.query != null || version.baud != null) {
      throw new IllegalArgumentException(
          "a part with MCUboot is asked over SMP: leave out --version-query and --version-baud");
    }
    if (test && confirm) {
      throw new IllegalArgumentException("--test and --confirm exclude each other");
    }
  }

  private SmpConfirmation confirmation() {
    if (test) {
      return SmpConfirmation.NEVER;
    }
    return confirm ? SmpConfirmation.AT_ONCE : SmpConfirmation.AFTER_TEST;
  }

  private SmpFlasher flasher(SerialLink link, BootControl control) {
    SmpFlasher flasher =
        new SmpFlasher(link, control, MonotonicClock.system()).confirming(confirmation());
    try {
      SmpFlasher numbered = flasher.withImageNumber(number);
      return packetSize == null ? numbered : numbered.withPacketSize(packetSize);
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
  }
}
