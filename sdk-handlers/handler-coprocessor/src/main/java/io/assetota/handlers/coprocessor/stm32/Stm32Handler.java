package io.assetota.handlers.coprocessor.stm32;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.FirmwareHandler;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;

/**
 * Writes assets into an STM32. To do it again is harmless and quick: what the part holds already is
 * not written.
 *
 * <p>Give it to the {@code AssetRouter} for the names of the part's images. The line and the pins
 * stay open. Safe for use by several threads; only one flashes at a time.
 */
public final class Stm32Handler implements AssetHandler {
  private final FirmwareHandler handler;

  /**
   * Handles assets for the part on a line.
   *
   * @param link the line
   * @param boot resets the part into its boot loader and back
   */
  public Stm32Handler(SerialLink link, BootControl boot) {
    this(new Stm32Flasher(link, boot));
  }

  /**
   * Handles assets with a flasher of special settings.
   *
   * @param flasher does the work
   */
  public Stm32Handler(Stm32Flasher flasher) {
    this.handler = new FirmwareHandler(flasher);
  }

  /**
   * {@inheritDoc}
   *
   * @throws CoprocessorException if the program could not be written
   */
  @Override
  public void handle(Asset asset, HandlerContext context) throws IOException {
    handler.handle(asset, context);
  }
}
