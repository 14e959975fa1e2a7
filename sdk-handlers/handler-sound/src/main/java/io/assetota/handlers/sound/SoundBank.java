package io.assetota.handlers.sound;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Plays the available assets by name, at any time. An asset is opened when it is played, so an
 * update is heard with the next call, and nothing is kept in memory.
 *
 * <pre>{@code
 * SoundBank sounds = new SoundBank(assets::available, SoundSink.systemDefault());
 * sounds.play("ding.wav");
 * }</pre>
 *
 * <p>Threading is that of {@link SoundPlayer}. The sink belongs to the caller.
 */
public final class SoundBank {
  private final Supplier<? extends Iterable<Asset>> assets;
  private final SoundPlayer player;

  /**
   * Plays assets on a sink.
   *
   * @param assets tells which assets there are, each time that one is played
   * @param sink where to
   */
  public SoundBank(Supplier<? extends Iterable<Asset>> assets, SoundSink sink) {
    this.assets = assets;
    this.player = new SoundPlayer(sink);
  }

  /**
   * Plays an asset once, and returns when it was heard or stopped.
   *
   * @param name the asset's name
   * @throws AssetException if there is no such asset, or it can't be decoded or played
   * @throws IOException if reading or playing fails
   */
  public void play(String name) throws IOException {
    player.play(source(name), HandlerContext.NONE);
  }

  /**
   * Plays an asset several times without a gap, and returns when it was heard or stopped.
   *
   * @param name the asset's name
   * @param times how often, 1 or more; {@link Integer#MAX_VALUE} for "until stopped"
   * @throws AssetException if there is no such asset, or it can't be decoded or played
   * @throws IOException if reading or playing fails
   */
  public void loop(String name, int times) throws IOException {
    player.loop(source(name), times, HandlerContext.NONE);
  }

  /**
   * Plays several assets at the same time, and returns when the last has ended.
   *
   * @param names the assets' names, 1 to {@value SoundPlayer#MAX_VOICES}
   * @throws AssetException if there is no such asset, or one can't be decoded or played
   * @throws IOException if reading or playing fails
   */
  public void playTogether(List<String> names) throws IOException {
    List<SoundPlayer.Source> sources = new ArrayList<>();
    for (String name : names) {
      sources.add(source(name));
    }
    player.playTogether(sources, HandlerContext.NONE);
  }

  /** Ends what is being played, at once. May come from any thread. */
  public void stop() {
    player.stop();
  }

  private SoundPlayer.Source source(String name) throws AssetException {
    List<String> names = new ArrayList<>();
    for (Asset asset : assets.get()) {
      if (asset.name().equals(name)) {
        return () -> SoundHandler.open(asset);
      }
      names.add(asset.name());
    }
    throw new AssetException(
        "no asset " + name + " is available; there are: " + String.join(", ", names));
  }
}
