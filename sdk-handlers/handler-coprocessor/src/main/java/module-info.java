/** Brings an asset into the flash of a coprocessor. */
module io.assetota.handlers.coprocessor {
  requires transitive io.assetota.core;
  requires transitive io.assetota.handlers.io;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.dataformat.cbor;
  requires com.google.common;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.handlers.coprocessor;
  exports io.assetota.handlers.coprocessor.avr;
  exports io.assetota.handlers.coprocessor.boot;
  exports io.assetota.handlers.coprocessor.esp32;
  exports io.assetota.handlers.coprocessor.part;
  exports io.assetota.handlers.coprocessor.smp;
  exports io.assetota.handlers.coprocessor.stm32;
  exports io.assetota.handlers.coprocessor.xmodem;
}
