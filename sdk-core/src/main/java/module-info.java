/** The formats, reading and verifying bundles and releases, and the device side of Asset OTA. */
@SuppressWarnings("module") // Those it exports a package to are built after it.
module io.assetota.core {
  requires com.fasterxml.jackson.core;
  requires com.google.common;
  requires org.slf4j;
  requires static transitive org.jspecify;

  exports io.assetota.core;
  exports io.assetota.core.application;
  exports io.assetota.core.bundle;
  exports io.assetota.core.bundle.check to
      io.assetota.bundle;
  exports io.assetota.core.bundle.report;
  exports io.assetota.core.bundle.zip to
      io.assetota.bundle;
  exports io.assetota.core.chunk to
      io.assetota.bundle,
      io.assetota.ota;
  exports io.assetota.core.device;
  exports io.assetota.core.files to
      io.assetota.bundle,
      io.assetota.cli,
      io.assetota.handlers.coprocessor,
      io.assetota.handlers.files,
      io.assetota.ota,
      io.assetota.runtime,
      io.assetota.server;
  exports io.assetota.core.handler;
  exports io.assetota.core.install;
  exports io.assetota.core.json to
      io.assetota.cli,
      io.assetota.ota,
      io.assetota.runtime,
      io.assetota.server;
  exports io.assetota.core.materialize;
  exports io.assetota.core.model;
  exports io.assetota.core.module;
  exports io.assetota.core.release;
  exports io.assetota.core.stream to
      io.assetota.handlers.display,
      io.assetota.handlers.sound,
      io.assetota.ota;
}
