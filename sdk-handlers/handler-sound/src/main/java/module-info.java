/** Plays an asset on an audio line. */
module io.assetota.handlers.sound {
  requires transitive io.assetota.core;
  requires org.slf4j;
  requires static transitive org.jspecify;

// Export the package with its first type: javac refuses to export an empty one.
}
