package io.assetota.core.materialize;

/** How closely a tree is looked at before it is used again. */
public enum TreeCheck {
  /**
   * Kind, mode, length and time of each file, and that there is no other: what any change leaves
   * that nobody hides. Reads no content.
   */
  FACTS,

  /** The same, and the SHA-256 of each file. Reads everything. */
  CONTENT
}
