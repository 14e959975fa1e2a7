/** The ports behind which the parts are, and their adapters. */
module io.assetota.handlers.io {
  requires transitive io.assetota.core;
  requires com.fazecast.jSerialComm;
  requires static transitive com.pi4j;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.handlers.io;
}
