/** Shows an asset on a panel behind SPI. */
module io.assetota.handlers.display {
  requires transitive io.assetota.core;
  requires transitive io.assetota.handlers.io;
  requires java.desktop;
  requires org.slf4j;
  requires static transitive org.jspecify;

// Export the package with its first type: javac refuses to export an empty one.
}
