package io.assetota.server.store;

/** What a data folder may look like when a server starts on it. */
public enum Opening {
  /** It is the folder of a server, or empty. */
  USUAL,
  /** Its database may be missing: releases are restored from its bundles. */
  RESTORE
}
