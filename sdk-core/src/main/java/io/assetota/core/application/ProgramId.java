package io.assetota.core.application;

import io.assetota.core.model.AssetHash;

/**
 * What identifies the program of an application, without its assets: the SHA-256 of its manifest,
 * which names every file and how to start it. Releases with the same program differ in their assets
 * only.
 *
 * @param value the hash
 */
public record ProgramId(AssetHash value) {
  /** Returns 64 lower-case hexadecimal digits. */
  @Override
  public String toString() {
    return value.toString();
  }
}
