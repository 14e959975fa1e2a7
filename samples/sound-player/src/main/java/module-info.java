/** An application that plays its sounds by name. */
module io.assetota.samples.soundplayer {
  requires io.assetota.core;
  requires io.assetota.handlers.sound;
  requires static org.jspecify;

  exports io.assetota.samples.soundplayer;
}
