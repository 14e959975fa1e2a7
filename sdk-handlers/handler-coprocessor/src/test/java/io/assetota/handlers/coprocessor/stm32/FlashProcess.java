package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A whole process that flashes: {@code FlashProcess PORT IMAGE}. */
public final class FlashProcess {
  private FlashProcess() {}

  /** Flashes, and prints the result. */
  public static void main(String[] arguments) throws IOException {
    try (SerialLink link = SerialLink.open(arguments[0], new SerialSettings(115_200, Parity.EVEN));
        InputStream in = Files.newInputStream(Path.of(arguments[1]))) {
      FirmwareImage image = FirmwareImage.read(in, Stm32Device.FLASH_START);
      System.out.println(
          new Stm32Flasher(link, BootControl.none()).flash(image, FlashListener.NONE));
    }
  }
}
