package io.assetota.core.files;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;

/** What a password or token may consist of. No message quotes it. */
public final class SecretText {
  /** The most characters of a secret. */
  public static final int MAX_LENGTH = 4096;

  private SecretText() {}

  /** Removes blanks, line ends and a byte order mark around a secret. */
  public static String trimmed(String secret) {
    String text = secret.strip();
    return text.startsWith("\uFEFF") ? text.substring(1).strip() : text;
  }

  /**
   * Returns the secret in a file: its first line.
   *
   * @param where what the file is called in a message
   * @param content of the file, or one byte more than {@value #MAX_LENGTH}
   */
  public static String ofFile(String where, byte[] content) throws AssetException {
    if (content.length > MAX_LENGTH) {
      throw new AssetException(
          where
              + " does not contain a password or token: it has more than "
              + MAX_LENGTH
              + " bytes");
    }
    return of(where, trimmed(new String(content, UTF_8)).lines().findFirst().orElse(""));
  }

  /**
   * Trims and checks a secret.
   *
   * @param where where it comes from
   * @throws AssetException if it is empty, too long, or contains control characters
   */
  public static String of(String where, String secret) throws AssetException {
    String text = trimmed(secret);
    if (text.isEmpty()) {
      throw new AssetException(where + " is empty: expected a password or token");
    }
    if (text.length() > MAX_LENGTH) {
      throw new AssetException(where + " has more than " + MAX_LENGTH + " characters");
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i)) || text.charAt(i) == '\uFFFD') {
        throw new AssetException(
            where
                + ": character "
                + (i + 1)
                + " is a control character or not UTF-8; copy the password or token again");
      }
    }
    return text;
  }

  /**
   * Refuses a token that an HTTP header can't carry.
   *
   * @return the token
   */
  public static String requireToken(String token) throws AssetException {
    for (int i = 0; i < token.length(); i++) {
      if (token.charAt(i) <= ' ' || token.charAt(i) >= 0x7f) {
        throw new AssetException(
            "character "
                + (i + 1)
                + " of the token is not allowed: a token has visible ASCII characters only; copy it"
                + " again");
      }
    }
    return token;
  }
}
