/** Assets into a folder. */
module io.assetota.handlers.files {
  requires transitive io.assetota.core;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.handlers.files;
}
