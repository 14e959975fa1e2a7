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
 * Brings an asset into an STM32: a raw binary, an Intel HEX or an ELF file. Doing it again is
 * harmless and quick: what the part holds already is not written.
 *
 * <p>Give it to the {@code AssetRouter} for the names of the part's images. The line and the pins
 * belong to whoever opened them. Safe for use by several threads, one at a time works.
 */
public final class Stm32Handler implements AssetHandler {
  private final FirmwareHandler handler;

  /**
   * Handles assets for the part on a line.
   *
   * @param link the line
   * @param boot brings the part into its boot loader and back
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
   * @throws CoprocessorException if the part did not get its program
   */
  @Override
  public void handle(Asset asset, HandlerContext context) throws IOException {
    handler.handle(asset, context);
  }
}
