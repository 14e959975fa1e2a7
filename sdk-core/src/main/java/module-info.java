/** The model and the device side of Asset OTA. */
module io.assetota.core {
  requires transitive com.google.common;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.core;
  exports io.assetota.core.module;
}
