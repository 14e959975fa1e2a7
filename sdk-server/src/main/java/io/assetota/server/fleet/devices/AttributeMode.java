package io.assetota.server.fleet.devices;

/** How attributes that a device sends go together with those that are known. */
public enum AttributeMode {
  /** The sent ones are added, or replace those of the same name. */
  MERGE,
  /** The sent ones are all there are. */
  REPLACE,
  /** Those of the same names go. */
  REMOVE
}
