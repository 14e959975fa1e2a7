package io.assetota.server.fleet.devices;

import io.assetota.server.store.Database;
import java.io.IOException;
import java.util.Optional;

/** The hashes of the devices' own tokens. */
public final class DeviceTokens {
  private final Database database;

  /** Keeps them in a database. */
  public DeviceTokens(Database database) {
    this.database = database;
  }

  /** Returns the hash of a device's own token. */
  public Optional<String> hash(String id) throws IOException {
    return database
        .read(
            sql ->
                sql.first(
                    "SELECT token_hash FROM device WHERE id = ?",
                    row -> Optional.ofNullable(row.getString(1)),
                    id))
        .flatMap(hash -> hash);
  }

  /** Gives a device a token of its own, in place of any earlier one. */
  public void set(String id, String hash) throws IOException {
    database.write(sql -> sql.update("UPDATE device SET token_hash = ? WHERE id = ?", hash, id));
  }

  /** Takes a device's own token away. */
  public void revoke(String id) throws IOException {
    database.write(sql -> sql.update("UPDATE device SET token_hash = NULL WHERE id = ?", id));
  }
}
