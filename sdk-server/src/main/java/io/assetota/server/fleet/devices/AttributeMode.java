package io.assetota.server.fleet.devices;

/** What becomes of a device's earlier attributes when it sends new ones. */
public enum AttributeMode {
  /** They stay, unless one of the same name was sent. */
  MERGE,
  /** They are removed. */
  REPLACE,
  /** Those with the sent names are removed. */
  REMOVE
}
