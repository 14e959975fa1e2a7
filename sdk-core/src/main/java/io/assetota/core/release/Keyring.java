package io.assetota.core.release;

import io.assetota.core.json.JsonValue;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The keys that the devices of a product trust. Immutable.
 *
 * <p>Version 1 is installed when a device is made: it is pinned. Each later version is {@linkplain
 * SignedKeyring signed} by the keys of the previous one. A device follows them one by one, and
 * never back.
 *
 * @param product the product whose devices it is for, by the rules of {@link Release#product()}
 * @param version 1 for the first, one more for each that follows; at most 2^53-1
 * @param expires expiry date, in whole seconds: from then on, releases are trusted only after a
 *     newer keyring arrives; empty for none
 * @param keyringRole who may change the keyring
 * @param releaseRole who may sign releases
 */
public record Keyring(
    String product,
    long version,
    Optional<Instant> expires,
    KeyRole keyringRole,
    KeyRole releaseRole) {
  /**
   * Checks the rules.
   *
   * @throws IllegalArgumentException if a value breaks a rule, with the rule in the message
   */
  public Keyring {
    Release.requireProduct(product);
    if (version < 1 || version > JsonValue.MAX_INTEGER) {
      throw new IllegalArgumentException("a keyring's version is 1 to 2^53-1, not " + version);
    }
    expires.ifPresent(Release::requireTime);
  }

  /**
   * A first keyring that never expires, in which the same keys sign releases and later keyrings.
   *
   * @param product whose devices it is for
   * @param role the keys
   * @return the keyring, of version 1
   */
  public static Keyring pinned(String product, KeyRole role) {
    return new Keyring(product, 1, Optional.empty(), role, role);
  }

  /**
   * Loads a keyring to pin: a file that {@link SignedKeyring#writeTo} wrote, of any version. It has
   * to be signed by its own keys; whether these are the right keys, only the person who installs it
   * knows.
   *
   * @param file the file
   * @return the keyring
   * @throws TrustException if it is not signed by its own keys
   * @throws AssetException if it is no keyring
   * @throws IOException if the file can't be read
   */
  public static Keyring load(Path file) throws IOException {
    SignedKeyring signed = SignedKeyring.load(file);
    signed.requireSignedBy(signed.unverified().keyringRole());
    return signed.unverified();
  }

  /**
   * Returns the next version of this keyring, to be signed.
   *
   * @param newExpires expiry date; empty for none
   * @param newKeyringRole who may change it
   * @param newReleaseRole who may sign releases
   * @return a keyring of the next version
   */
  public Keyring next(
      Optional<Instant> newExpires, KeyRole newKeyringRole, KeyRole newReleaseRole) {
    return new Keyring(product, version + 1, newExpires, newKeyringRole, newReleaseRole);
  }

  /**
   * Follows to the newest of some keyrings. Older ones than this are ignored.
   *
   * @param keyrings the keyrings that follow, in any order
   * @return the last of them, or this one
   * @throws TrustException if one of them is for another product, lacks signatures of the keyring
   *     before it or of its own, or does not follow in its number
   */
  public Keyring follow(List<SignedKeyring> keyrings) throws TrustException {
    Keyring current = this;
    List<SignedKeyring> ordered =
        keyrings.stream().sorted(Comparator.comparingLong(k -> k.unverified().version())).toList();
    for (SignedKeyring next : ordered) {
      if (next.unverified().version() > current.version()) {
        current = next.after(current);
      }
    }
    return current;
  }
}
