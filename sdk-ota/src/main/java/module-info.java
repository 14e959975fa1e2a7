/** The delivery side of Asset OTA. */
module io.assetota.ota {
  requires transitive io.assetota.bundle;
  requires transitive io.assetota.core;
  requires com.google.common;
  requires transitive java.net.http;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.ota;
}
