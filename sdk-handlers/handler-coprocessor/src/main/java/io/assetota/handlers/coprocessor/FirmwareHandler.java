package io.assetota.handlers.coprocessor;

import io.assetota.core.Asset;
import io.assetota.core.AssetHandler;
import io.assetota.core.AssetReader;
import io.assetota.core.HandlerContext;
import java.io.IOException;

/**
 * Brings an asset into a part through any {@link Flasher}. One asset at a time: a part has one
 * line.
 */
public final class FirmwareHandler implements AssetHandler {
  private final Flasher flasher;

  /**
   * Handles assets with a flasher.
   *
   * @param flasher does the work
   */
  public FirmwareHandler(Flasher flasher) {
    this.flasher = flasher;
  }

  /**
   * {@inheritDoc}
   *
   * @throws CoprocessorException if the part did not get its program
   */
  @Override
  public synchronized void handle(Asset asset, HandlerContext context) throws IOException {
    try (AssetReader in = asset.open()) {
      FirmwareImage image = FirmwareImage.read(in, flasher.rawAddress());
      flasher.flash(image, FlashListener.of(context));
    }
  }
}
