package io.assetota.handlers.coprocessor;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import java.io.IOException;

/** Writes assets into a part through any {@link Flasher}, one at a time. */
public final class FirmwareHandler implements AssetHandler {
  private final Flasher flasher;
  private final boolean takesAsIs;

  /**
   * Handles assets with a flasher.
   *
   * @param flasher does the work
   */
  public FirmwareHandler(Flasher flasher) {
    this(flasher, false);
  }

  private FirmwareHandler(Flasher flasher, boolean takesAsIs) {
    this.flasher = flasher;
    this.takesAsIs = takesAsIs;
  }

  /**
   * Handles assets that are written as they are, whatever is in them: data, or programs that begin
   * in a way of their own.
   *
   * @param flasher does the work
   * @return a handler that writes each asset to {@link Flasher#rawAddress()}
   */
  public static FirmwareHandler raw(Flasher flasher) {
    return new FirmwareHandler(flasher, true);
  }

  /**
   * {@inheritDoc}
   *
   * @throws CoprocessorException if the program could not be written
   */
  @Override
  public synchronized void handle(Asset asset, HandlerContext context) throws IOException {
    try (AssetReader in = asset.open()) {
      long address = flasher.rawAddress();
      FirmwareImage image =
          takesAsIs ? FirmwareImage.readRaw(in, address) : FirmwareImage.read(in, address);
      flasher.flash(image, FlashListener.of(context));
    }
  }
}
