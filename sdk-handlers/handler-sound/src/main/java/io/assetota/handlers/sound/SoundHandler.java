package io.assetota.handlers.sound;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Plays a sound asset once, when it has come. The sink belongs to the caller. */
public final class SoundHandler implements AssetHandler {
  private static final Logger log = LoggerFactory.getLogger(SoundHandler.class);

  private final SoundPlayer player;

  /**
   * Plays on a sink.
   *
   * @param sink where to
   */
  public SoundHandler(SoundSink sink) {
    this.player = new SoundPlayer(sink);
  }

  @Override
  public void handle(Asset asset, HandlerContext context) throws IOException {
    log.info("Playing {}", asset.name());
    player.play(() -> open(asset), context);
    log.info("Done playing {}", asset.name());
  }

  static SoundStream open(Asset asset) throws IOException {
    AssetReader reader = asset.open();
    try {
      return SoundStream.open(asset.name(), reader);
    } catch (IOException e) {
      reader.close();
      throw e;
    }
  }
}
