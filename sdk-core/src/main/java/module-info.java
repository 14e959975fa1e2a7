/** The model and the device side of asset OTA. */
module io.assetota.core {
  requires com.google.common;
  requires org.slf4j;
  requires static transitive org.jspecify;
}
