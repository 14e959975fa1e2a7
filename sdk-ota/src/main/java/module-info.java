/** The delivery side of Asset OTA. */
@SuppressWarnings("module") // Those it exports a package to are built after it.
module io.assetota.ota {
  requires transitive io.assetota.core;
  requires com.google.common;
  requires transitive java.net.http;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.ota;
  exports io.assetota.ota.hawkbit.agent;
  exports io.assetota.ota.hawkbit.ddi;
  exports io.assetota.ota.hawkbit.publish;
  exports io.assetota.ota.http;
  exports io.assetota.ota.operator to
      io.assetota.cli;
  exports io.assetota.ota.report;
  exports io.assetota.ota.rollout to
      io.assetota.cli,
      io.assetota.server;
  exports io.assetota.ota.source;
}
