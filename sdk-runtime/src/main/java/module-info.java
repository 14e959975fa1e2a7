/** Runs the application that is installed on a device. */
module io.assetota.runtime {
  requires com.google.common;
  requires transitive io.assetota.core;
  requires transitive io.assetota.ota;
  requires org.newsclub.net.unix;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.runtime;
  exports io.assetota.runtime.event;
  exports io.assetota.runtime.port;
}
