/** The author side of asset OTA. */
module io.assetota.bundle {
  requires transitive io.assetota.core;
  requires com.fasterxml.jackson.databind;
  requires org.apache.commons.compress;
  requires static transitive org.jspecify;
}
