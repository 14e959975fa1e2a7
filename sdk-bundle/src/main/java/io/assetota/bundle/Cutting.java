package io.assetota.bundle;

/** Whether contents are cut into chunks (FORMAT.md, "Chunks"). */
enum Cutting {
  CHUNKS,
  NONE
}
