/** The author side of asset OTA. */
module io.assetota.bundle {
  requires transitive io.assetota.core;
  requires com.google.common;
  requires org.apache.commons.compress;
  requires static transitive org.jspecify;

  exports io.assetota.bundle;
  exports io.assetota.bundle.signing;
}
