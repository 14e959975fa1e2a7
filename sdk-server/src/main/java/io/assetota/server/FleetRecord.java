package io.assetota.server;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;

import com.google.common.collect.ImmutableSortedSet;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.BundleHash;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.store.BundleFiles;
import io.assetota.server.store.DatabaseView;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a server's data folder has of its fleet, for one who moves it elsewhere: releases, devices,
 * their tags, and which tokens there are. Rollouts, their history, saved selections, operators and
 * the audit trail are not in it.
 *
 * @param releases those whose bundles are there, also blocked ones, in the order of their numbers
 * @param devices all devices, by their ids
 * @param gatewayTokens the SHA-256 of the gateways' tokens, in hexadecimal digits; the tokens
 *     themselves are not kept
 */
public record FleetRecord(
    List<Release> releases, List<Device> devices, List<String> gatewayTokens) {
  /** Copies the lists. */
  public FleetRecord {
    releases = List.copyOf(releases);
    devices = List.copyOf(devices);
    gatewayTokens = List.copyOf(gatewayTokens);
  }

  /**
   * A release.
   *
   * @param published its number, name and version
   * @param file its bundle
   * @param blockedReason why it is offered to nobody; empty if it is not blocked
   */
  public record Release(PublishedRelease published, Path file, Optional<String> blockedReason) {}

  /**
   * A device.
   *
   * @param id what it is called
   * @param tags those that operators gave it, and those that it told of itself and no operator took
   *     away
   * @param ownToken whether it has a token of its own
   * @param installed the number of the release that it runs, as far as that is known and is one of
   *     {@link FleetRecord#releases()}
   */
  public record Device(
      String id, SortedSet<String> tags, boolean ownToken, OptionalLong installed) {
    /** Copies the tags. */
    public Device {
      tags = ImmutableSortedSet.copyOfSorted(tags);
    }
  }

  /**
   * Reads a data folder, also beside the server that uses it. Nothing is changed.
   *
   * @param data the folder
   * @return what it has at this moment
   * @throws AssetException if the folder is none of an update server, or its database is of another
   *     version or damaged
   * @throws IOException if it can't be read
   */
  public static FleetRecord read(Path data) throws IOException {
    return DatabaseView.of(
        data,
        sql ->
            new FleetRecord(
                releases(sql, data),
                devices(sql),
                sql.list(
                    "SELECT hash FROM token WHERE kind = ? ORDER BY id",
                    row -> row.getString(1),
                    Tokens.Kind.GATEWAY)));
  }

  private static List<Release> releases(Sql sql, Path data) throws SQLException {
    return sql.list(
        "SELECT id, name, version, size, sha256, blocked, blocked_reason FROM release"
            + " WHERE NOT deleted ORDER BY id",
        row -> {
          BundleHash sha256 = BundleHash.parse(row.getString("sha256"));
          return new Release(
              new PublishedRelease(
                  row.getLong("id"),
                  row.getString("name"),
                  row.getString("version"),
                  row.getLong("size"),
                  sha256),
              BundleFiles.fileIn(data, sha256),
              Sql.instant(row, "blocked").isPresent()
                  ? Optional.of(row.getString("blocked_reason"))
                  : Optional.empty());
        });
  }

  private record Tagged(String device, String tag) {}

  private static List<Device> devices(Sql sql) throws SQLException {
    Map<String, TreeSet<String>> tags =
        sql
            .list(
                "SELECT device_id, tag FROM tagged_device",
                row -> new Tagged(row.getString(1), row.getString(2)))
            .stream()
            .collect(groupingBy(Tagged::device, mapping(Tagged::tag, toCollection(TreeSet::new))));
    // What it was given by other means is one of the releases only if a single one has that name.
    return sql.list(
        "SELECT d.id, d.token_hash IS NOT NULL AS own_token, CASE WHEN d.lost THEN NULL"
            + " WHEN d.installed_name IS NULL THEN (SELECT r.id FROM action a JOIN release r ON"
            + " r.id = a.release_id WHERE a.id = d.installed_action AND NOT r.deleted)"
            + " ELSE (SELECT MIN(r.id) FROM release r WHERE r.name = d.installed_name AND r.version"
            + " = d.installed_version AND NOT r.deleted HAVING COUNT(*) = 1) END AS installed"
            + " FROM device d ORDER BY d.id",
        row -> {
          String id = row.getString("id");
          return new Device(
              id,
              tags.getOrDefault(id, new TreeSet<>()),
              row.getBoolean("own_token"),
              number(row, "installed"));
        });
  }

  private static OptionalLong number(ResultSet row, String column) throws SQLException {
    long number = row.getLong(column);
    return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  /**
   * Tells whether devices may come with a gateway's token.
   *
   * @param secret the token
   * @return whether it is one of this server's
   */
  public boolean opensForGateways(String secret) {
    return gatewayTokens.stream().anyMatch(hash -> Tokens.matches(secret, hash));
  }
}
