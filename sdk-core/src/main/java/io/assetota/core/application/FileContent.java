package io.assetota.core.application;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;

/**
 * How the content of an application's file is named where assets are named: the name is the hash.
 * So files are fetched, verified, stored and kept by what does so with assets, and the same content
 * is there once, whatever files have it.
 */
public final class FileContent {
  private FileContent() {}

  /**
   * Names a content.
   *
   * @param hash SHA-256 of the content
   * @return a reference whose name is the hash in hexadecimal digits
   */
  public static AssetReference of(AssetHash hash) {
    return new AssetReference(hash.toString(), hash);
  }

  /**
   * Tells whether a reference names a content of a file. An asset whose name is its own hash counts
   * as one: that is the same content under the same name.
   *
   * @param reference what is stored or comes
   * @return whether the name is the hash
   */
  public static boolean is(AssetReference reference) {
    return reference.name().length() == 2 * AssetHash.LENGTH
        && reference.name().equals(reference.hash().toString());
  }
}
