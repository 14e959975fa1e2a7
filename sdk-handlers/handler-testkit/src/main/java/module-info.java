/** Emulators of the parts behind the board, for tests without hardware. */
module io.assetota.handlers.testkit {
  requires transitive io.assetota.core;
  requires transitive io.assetota.handlers.io;
  requires java.desktop;
  requires org.slf4j;
  requires static transitive org.jspecify;

// Export the package with its first type: javac refuses to export an empty one.
}
