/** An application that reads its configuration from an asset. */
module io.assetota.samples.fileasset {
  requires com.fasterxml.jackson.databind;
  requires io.assetota.core;
  requires io.assetota.handlers.files;
  requires static org.jspecify;
}
