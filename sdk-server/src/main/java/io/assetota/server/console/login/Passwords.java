package io.assetota.server.console.login;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.core.model.AssetException;
import io.assetota.server.fleet.Tokens;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Operators;
import io.assetota.server.store.Database;
import io.assetota.server.web.BaseUrl;
import io.assetota.server.web.Lane;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * The passwords of the console's users. Kept as PBKDF2 with HMAC-SHA-256, 600,000 rounds and a
 * random salt (OWASP, Password Storage Cheat Sheet).
 */
public final class Passwords {
  private static final String ALGORITHM = "PBKDF2WithHmacSHA256";

  /** Enough today. Fewer rounds are only for tests. */
  public static final int ROUNDS = 600_000;

  private static final int MAX_ROUNDS = 10_000_000;
  private static final int BITS = 256;
  private static final int SALT_BYTES = 16;
  private static final int MIN_LENGTH = 10;
  private static final int MAX_LENGTH = 256;
  private static final int WAITING = 8;
  private static final int GENERATED_LENGTH = 20;

  /** Without the characters that look like others. */
  private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

  private final Database database;
  private final Operators operators;
  private final Random random;
  private final int rounds;

  /**
   * Each attempt takes a good part of a second of one processor. Strangers share one thread, which
   * leaves other processors for devices; known browsers have one of their own, and don't wait for
   * strangers.
   */
  private final Lane ofStrangers = new Lane("update-server-login", 1, WAITING, 429);

  private final Lane ofKnown = new Lane("update-server-known-login", 1, WAITING, 429);

  /** The passwords in a database. */
  public Passwords(Database database, Operators operators, Random random, int rounds) {
    this.database = database;
    this.operators = operators;
    this.random = random;
    this.rounds = rounds;
  }

  /**
   * Checks a password that a person chose.
   *
   * @throws IllegalArgumentException if it is too short or too long
   */
  public static String requireStrong(String password) {
    if (password.length() < MIN_LENGTH || password.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a password has " + MIN_LENGTH + " to " + MAX_LENGTH + " characters");
    }
    return password;
  }

  /**
   * Sets the given one for {@code admin}; without one, and with nobody who can administer the
   * server, makes one up and returns it.
   */
  public Optional<String> initialize(Optional<String> given) throws IOException {
    if (given.isPresent()) {
      Operator admin = operators.admin();
      if (!isRight(admin.name(), given.get())) {
        set(admin.name(), given.get());
      }
      return Optional.empty();
    }
    return operators.hasAdministrator()
        ? Optional.empty()
        : Optional.of(makeUp(operators.admin().name()));
  }

  /** Makes up a password for {@code admin}, which comes back if it was removed. */
  public String reset() throws IOException {
    return makeUp(operators.admin().name());
  }

  /** Makes up a password, which replaces any earlier one of the operator, and returns it. */
  public String makeUp(String operator) throws IOException {
    StringBuilder password = new StringBuilder();
    random
        .ints(GENERATED_LENGTH, 0, ALPHABET.length())
        .forEach(i -> password.append(ALPHABET.charAt(i)));
    set(operator, password.toString());
    return password.toString();
  }

  /** The browsers that the password was given with. */
  public KnownBrowsers knownBrowsers(Tokens tokens, BaseUrl baseUrl) {
    return new KnownBrowsers(database, tokens, baseUrl);
  }

  /** All its threads, to be closed in the end. */
  public List<Lane> lanes() {
    return List.of(ofStrangers, ofKnown);
  }

  /** The thread that looks at passwords of strangers. */
  public Lane ofStrangers() {
    return ofStrangers;
  }

  /** The thread that looks at passwords of those who are logged in, or were. */
  public Lane ofKnown() {
    return ofKnown;
  }

  /** Sets an operator's password. All browsers are strangers then. */
  public void set(String operator, String password) throws IOException {
    requireStrong(password);
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    Base64.Encoder base64 = Base64.getEncoder();
    String content =
        rounds
            + ":"
            + base64.encodeToString(salt)
            + ":"
            + base64.encodeToString(derive(password, salt, rounds));
    operators.setPassword(operator, content);
    database.write(sql -> sql.update("DELETE FROM setting WHERE name = ?", KnownBrowsers.SETTING));
  }

  /** Tells whether it is an operator's password. That there is no such operator takes as long. */
  public boolean isRight(String operator, String password) throws IOException {
    if (password.length() > MAX_LENGTH) {
      return false;
    }
    Optional<String> stored = operators.password(operator);
    if (stored.isEmpty()) {
      derive(password, new byte[SALT_BYTES], rounds);
      return false;
    }
    List<String> parts = Splitter.on(':').splitToList(stored.get());
    int itsRounds = Math.min(Integer.parseInt(parts.get(0)), MAX_ROUNDS);
    Base64.Decoder base64 = Base64.getDecoder();
    byte[] expected = base64.decode(parts.get(2).getBytes(UTF_8));
    byte[] actual = derive(password, base64.decode(parts.get(1).getBytes(UTF_8)), itsRounds);
    return MessageDigest.isEqual(expected, actual);
  }

  private byte[] derive(String password, byte[] salt, int iterations) throws AssetException {
    PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, BITS);
    try {
      return SecretKeyFactory.getInstance(ALGORITHM).generateSecret(spec).getEncoded();
    } catch (GeneralSecurityException e) {
      throw new AssetException("This Java has no " + ALGORITHM + "; use a complete one", e);
    } finally {
      spec.clearPassword();
    }
  }
}
