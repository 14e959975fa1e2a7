package io.assetota.core.bundle;

/** What an entry is in a bundle. */
public enum EntryKind {
  /** The application module. */
  APPLICATION,
  /** A raw asset. */
  ASSET,
  /** The content of files of an application that is a folder. */
  FILE,
  /** The environment variables as JSON. */
  ENVIRONMENT,
  /** Something that readers of bundles ignore, for example a signature. */
  OTHER
}
