/** The delivery side of asset OTA. */
module io.assetota.ota {
  requires transitive io.assetota.bundle;
  requires transitive io.assetota.core;
  requires static transitive org.jspecify;
}
