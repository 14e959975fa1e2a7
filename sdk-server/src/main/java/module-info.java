/** The embedded update server. */
module io.assetota.server {
  requires transitive io.assetota.core;
  requires io.assetota.ota;
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires com.google.common;
  requires gg.jte.runtime;
  requires java.sql;
  requires org.eclipse.jetty.server;
  requires org.slf4j;
  requires org.xerial.sqlitejdbc;
  requires static transitive org.jspecify;

  exports io.assetota.server;

  // Requests of programs are read into its records.
  opens io.assetota.server.api to
      com.fasterxml.jackson.databind;
}
