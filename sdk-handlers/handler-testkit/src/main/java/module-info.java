/** Emulators of the parts behind the board, for tests without hardware. */
module io.assetota.handlers.testkit {
  requires transitive io.assetota.core;
  requires transitive io.assetota.handlers.io;
  requires transitive io.assetota.handlers.sound;
  requires transitive io.assetota.runtime;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.cbor;
  requires java.desktop;
  requires static transitive org.jspecify;

  exports io.assetota.handlers.testkit;
  exports io.assetota.handlers.testkit.avr;
  exports io.assetota.handlers.testkit.esp32;
  exports io.assetota.handlers.testkit.panel;
  exports io.assetota.handlers.testkit.smp;
  exports io.assetota.handlers.testkit.stm32;
  exports io.assetota.handlers.testkit.xmodem;
}
