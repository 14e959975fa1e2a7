/** The embedded update server. */
module io.assetota.server {
  requires transitive io.assetota.core;
  requires io.assetota.ota;
  requires com.google.common;
  requires gg.jte.runtime;
  requires io.prometheus.metrics.config;
  requires io.prometheus.metrics.core;
  requires io.prometheus.metrics.instrumentation.jvm;
  requires io.prometheus.metrics.model;
  requires io.prometheus.writer.text;
  requires java.management;
  requires java.sql;
  requires org.eclipse.jetty.server;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires static transitive org.jspecify;

  exports io.assetota.server;
}
