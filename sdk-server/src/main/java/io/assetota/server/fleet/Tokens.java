package io.assetota.server.fleet;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Operators;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.store.Database;
import io.assetota.server.store.Sql;
import java.io.IOException;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The secrets of devices and programs. The server keeps only their SHA-256. They are random, or at
 * least long, so nobody can guess them from the hash, and a slow hash function at every poll would
 * be too expensive.
 */
public final class Tokens {
  /** The shortest token that a person may choose. */
  public static final int MIN_LENGTH = 16;

  private static final int RANDOM_BYTES = 32;
  private static final int MAX_LENGTH = 512;

  /** What a token opens. */
  public enum Kind {
    /** The device protocol, for any device; registers it at its first poll. */
    GATEWAY,
    /** The operator API. */
    OPERATOR
  }

  /**
   * What is known of a token; its secret is not.
   *
   * @param id its number
   * @param kind what it opens
   * @param name what people call it
   * @param created when it was made
   * @param operator the name of the operator that it belongs to; empty for a gateway's
   */
  public record Token(
      long id, Kind kind, String name, Instant created, Optional<String> operator) {}

  /**
   * Who has a token.
   *
   * @param operator the operator
   * @param tokenName what the token is called
   */
  public record Holder(Operator operator, String tokenName) {}

  private final Database database;
  private final InstantSource clock;
  private final Random random;

  Tokens(Database database, InstantSource clock, Random random) {
    this.database = database;
    this.clock = clock;
    this.random = random;
  }

  /** Makes a secret. */
  public String generate() {
    byte[] bytes = new byte[RANDOM_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** Returns what is kept of a secret. */
  public static String hash(String secret) {
    return Hashing.sha256().hashString(secret, UTF_8).toString();
  }

  /** Compares in constant time, so that the time tells nothing about the difference. */
  public static boolean matches(String secret, String hash) {
    return MessageDigest.isEqual(hash(secret).getBytes(UTF_8), hash.getBytes(UTF_8));
  }

  /**
   * Checks a token that a person chose.
   *
   * @throws IllegalArgumentException if it is too short, too long, or can't be in a header
   */
  public static String requireStrong(String secret) {
    if (secret.length() < MIN_LENGTH
        || secret.length() > MAX_LENGTH
        || !secret.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw new IllegalArgumentException(
          "a token has " + MIN_LENGTH + " to " + MAX_LENGTH + " ASCII characters without blanks");
    }
    return secret;
  }

  /** Makes a gateway's token and returns its secret, which is not kept. */
  public String createForGateways(String name) throws IOException {
    return create(Kind.GATEWAY, name, null);
  }

  /** Makes a token of an operator, which may do what the operator may. */
  public String create(Operator operator, String name) throws IOException {
    return create(Kind.OPERATOR, name, operator.id());
  }

  private String create(Kind kind, String name, @Nullable Long operator) throws IOException {
    if (name.isBlank() || name.length() > 128 || name.chars().anyMatch(Character::isISOControl)) {
      throw new RefusedException("Give the token a name of up to 128 characters");
    }
    String secret = generate();
    database.write(sql -> insert(sql, kind, name.strip(), secret, operator));
    return secret;
  }

  /** Sets the gateways' token of a name, which replaces any earlier one of that name. */
  public void setForGateways(String name, String secret) throws IOException {
    set(Kind.GATEWAY, name, secret, null);
  }

  /** Sets an operator's token of a name, which replaces any earlier one of that name. */
  public void set(Operator operator, String name, String secret) throws IOException {
    set(Kind.OPERATOR, name, secret, operator.id());
  }

  private void set(Kind kind, String name, String secret, @Nullable Long operator)
      throws IOException {
    requireStrong(secret);
    database.write(
        sql -> {
          sql.update(
              "DELETE FROM token WHERE kind = ? AND name = ? OR hash = ?",
              kind,
              name,
              hash(secret));
          insert(sql, kind, name, secret, operator);
        });
  }

  private void insert(Sql sql, Kind kind, String name, String secret, @Nullable Long operator)
      throws SQLException {
    sql.update(
        "INSERT INTO token (kind, name, hash, created, operator_id) VALUES (?, ?, ?, ?, ?)",
        kind,
        name,
        hash(secret),
        clock.instant(),
        operator);
  }

  /** Finds the operator who has a token. */
  public Optional<Holder> holder(String secret) throws IOException {
    return database.read(
        sql ->
            sql.first(
                "SELECT "
                    + Operators.COLUMNS
                    + ", token.name AS token_name FROM operator JOIN token ON token.operator_id ="
                    + " operator.id WHERE token.kind = ? AND token.hash = ?",
                row -> new Holder(Operators.read(row), row.getString("token_name")),
                Kind.OPERATOR,
                hash(secret)));
  }

  /** Tells whether a secret opens something. */
  public boolean opens(Kind kind, String secret) throws IOException {
    // Found by its hash: an attacker can't choose how a hash begins, so its time tells nothing.
    Optional<String> hash =
        database.read(
            sql ->
                sql.first(
                    "SELECT hash FROM token WHERE kind = ? AND hash = ?",
                    row -> row.getString(1),
                    kind,
                    hash(secret)));
    return hash.filter(h -> matches(secret, h)).isPresent();
  }

  /** Lists the tokens. */
  public List<Token> list() throws IOException {
    return database.read(
        sql ->
            sql.list(
                "SELECT t.id, t.kind, t.name, t.created, o.name AS operator FROM token t"
                    + " LEFT JOIN operator o ON o.id = t.operator_id ORDER BY t.kind, t.id",
                row ->
                    new Token(
                        row.getLong("id"),
                        Kind.valueOf(row.getString("kind")),
                        row.getString("name"),
                        Sql.instant(row, "created").orElseThrow(),
                        Optional.ofNullable(row.getString("operator")))));
  }

  /** Finds a token of an operator by its number. */
  public Optional<Token> find(Operator operator, long id) throws IOException {
    return list().stream()
        .filter(t -> t.id() == id && t.operator().equals(Optional.of(operator.name())))
        .findFirst();
  }

  /** Revokes a token, but not the last thing that an administrator can come with. */
  public void revoke(long id) throws IOException {
    database.write(
        sql -> {
          long before = Operators.administrators(sql);
          sql.update("DELETE FROM token WHERE id = ?", id);
          Operators.requireAdministrator(sql, before);
        });
  }
}
