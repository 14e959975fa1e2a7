/** An application that saves its assets to files, and prints them. */
module io.assetota.samples.fileasset {
  requires com.fasterxml.jackson.core;
  requires com.fasterxml.jackson.databind;
  requires io.assetota.core;
  requires static org.jspecify;

  exports io.assetota.samples.fileasset;
}
