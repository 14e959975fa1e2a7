package io.assetota.server.fleet.rules;

/** How much say the device has. */
public enum UpdateMode {
  /** It installs at once. */
  FORCED,
  /** It installs when it suits. */
  SOFT,
  /** It only fetches. */
  DOWNLOAD_ONLY
}
