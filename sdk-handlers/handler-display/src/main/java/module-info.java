/** Shows an asset on a panel behind SPI. */
module io.assetota.handlers.display {
  requires transitive io.assetota.core;
  requires transitive io.assetota.handlers.io;
  requires java.desktop;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.handlers.display;
  exports io.assetota.handlers.display.panel;
  exports io.assetota.handlers.display.picture;
  exports io.assetota.handlers.display.text;
}
