package io.assetota.server.fleet.releases;

import io.assetota.core.model.AssetHash;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * An asset of a release.
 *
 * @param name its name
 * @param hash SHA-256 of its raw content
 * @param size length of the raw content in bytes
 * @param packedSize length in the bundle in bytes
 * @param storageSize what it takes of a device's storage in bytes
 */
public record ReleaseAsset(
    String name, AssetHash hash, long size, long packedSize, long storageSize) {
  static ReleaseAsset read(ResultSet row) throws SQLException {
    return new ReleaseAsset(
        row.getString("name"),
        AssetHash.parse(row.getString("sha256")),
        row.getLong("size"),
        row.getLong("packed_size"),
        row.getLong("storage_size"));
  }
}
