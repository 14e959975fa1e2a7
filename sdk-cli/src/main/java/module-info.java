/** The command {@code asset-ota}. */
module io.assetota.cli {
  requires com.google.common;
  requires info.picocli;
  requires io.assetota.bundle;
  requires io.assetota.core;
  requires io.assetota.handlers.coprocessor;
  requires io.assetota.handlers.display;
  requires io.assetota.handlers.io;
  requires io.assetota.handlers.sound;
  requires io.assetota.handlers.testkit;
  requires io.assetota.ota;
  requires io.assetota.runtime;
  requires io.assetota.server;
  requires static org.jspecify;

  // It sets the annotated fields of the commands.
  opens io.assetota.cli to
      info.picocli;
  opens io.assetota.cli.author to
      info.picocli;
  opens io.assetota.cli.command to
      info.picocli;
  opens io.assetota.cli.device to
      info.picocli;
  opens io.assetota.cli.fleet to
      info.picocli;
  opens io.assetota.cli.operate to
      info.picocli;
  opens io.assetota.cli.option to
      info.picocli;
  opens io.assetota.cli.parts to
      info.picocli;
  opens io.assetota.cli.signing to
      info.picocli;
}
