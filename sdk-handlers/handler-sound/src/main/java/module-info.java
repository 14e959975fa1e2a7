/** Plays an asset on an audio line. */
module io.assetota.handlers.sound {
  requires transitive io.assetota.core;
  requires java.desktop;
  requires org.slf4j;
  requires static transitive org.jspecify;

  uses javax.sound.sampled.spi.AudioFileReader;

  exports io.assetota.handlers.sound;
}
