/** Assets into a folder. */
module io.assetota.handlers.files {
  requires transitive io.assetota.core;
  requires static transitive org.jspecify;
}
