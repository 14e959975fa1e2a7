/** An application that draws its splash screen on a panel behind SPI. */
module io.assetota.samples.lcdimage {
  requires com.pi4j;
  requires io.assetota.core;
  requires io.assetota.handlers.display;
  requires io.assetota.handlers.io;
  requires io.assetota.handlers.testkit;
  requires static org.jspecify;

  exports io.assetota.samples.lcdimage;
}
