/** An application with parts of every kind, which is run and updated by asset-ota run. */
module io.assetota.samples.gateway {
  requires com.google.common;
  requires com.pi4j;
  requires info.picocli;
  requires io.assetota.core;
  requires io.assetota.handlers.coprocessor;
  requires io.assetota.handlers.display;
  requires io.assetota.handlers.files;
  requires io.assetota.handlers.io;
  requires io.assetota.handlers.sound;
  requires io.assetota.handlers.testkit;
  requires org.slf4j;
  requires static org.jspecify;

  exports io.assetota.samples.gateway;

  // It sets the annotated fields.
  opens io.assetota.samples.gateway to
      info.picocli;
}
