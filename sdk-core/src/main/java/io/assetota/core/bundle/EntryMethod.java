package io.assetota.core.bundle;

/** How the content of an entry is packed. */
public enum EntryMethod {
  /** As it is. */
  STORED,
  /** As a raw Deflate stream. */
  DEFLATED
}
