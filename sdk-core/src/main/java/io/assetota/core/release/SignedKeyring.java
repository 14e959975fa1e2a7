package io.assetota.core.release;

import io.assetota.core.files.DurableFile;
import io.assetota.core.files.TextFile;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * A keyring with signatures, as it is sent to devices. Immutable. Don't trust its content before
 * {@link Keyring#follow} has accepted it.
 */
public final class SignedKeyring {
  /** The most keyrings that a bundle may bring to devices. */
  public static final int MAX_IN_BUNDLE = 64;

  /** The longest file in bytes; 32 keys take about 3,000. */
  static final int MAX_LENGTH = 64 * 1024;

  private final Envelope envelope;
  private final Keyring keyring;

  private SignedKeyring(Envelope envelope, Keyring keyring) {
    this.envelope = envelope;
    this.keyring = keyring;
  }

  /**
   * Signs a keyring. The first one is signed by its own keys. A later one is signed by the keys of
   * the previous keyring and by its own, which proves that the new keys work.
   *
   * @param keyring the keyring
   * @param keys some of the keys; others may {@linkplain #withSignatures add} theirs
   * @return the signed keyring
   * @throws AssetException if there are too many keys
   */
  public static SignedKeyring sign(Keyring keyring, List<SigningKey> keys) throws AssetException {
    Envelope envelope = Envelope.of(KeyringJson.TYPE, KeyringJson.write(keyring));
    return new SignedKeyring(envelope.withSignatures(keys), keyring);
  }

  /**
   * Reads a signed keyring; its signatures are not verified yet.
   *
   * @param json what {@link #toJson()} returned
   * @return the signed keyring
   * @throws AssetException if it is no keyring
   */
  public static SignedKeyring parse(byte[] json) throws AssetException {
    if (json.length > MAX_LENGTH) {
      throw new AssetException("this is no keyring: it is longer than " + MAX_LENGTH + " bytes");
    }
    Envelope envelope = Envelope.parse(json, "keyring");
    return new SignedKeyring(envelope, KeyringJson.read(envelope));
  }

  /**
   * Loads a signed keyring; its signatures are not verified yet.
   *
   * @param file what {@link #writeTo} wrote
   * @return the signed keyring
   * @throws AssetException if it is no keyring
   * @throws IOException if the file can't be read
   */
  public static SignedKeyring load(Path file) throws IOException {
    byte[] json = TextFile.readBytes(file, MAX_LENGTH);
    try {
      return parse(json);
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Adds signatures; the keyring's bytes stay as they are.
   *
   * @param keys the keys; the signature of a key that signed already is replaced
   * @return a copy with more signatures
   * @throws AssetException if there are too many
   */
  public SignedKeyring withSignatures(List<SigningKey> keys) throws AssetException {
    return new SignedKeyring(envelope.withSignatures(keys), keyring);
  }

  /**
   * Returns what the keyring claims, whoever signed it.
   *
   * @return the keyring, not to be trusted
   */
  public Keyring unverified() {
    return keyring;
  }

  /**
   * Returns the keyring with its signatures.
   *
   * @return a DSSE envelope in JSON
   */
  public byte[] toJson() {
    return envelope.toJson();
  }

  /**
   * Writes the keyring with its signatures, and replaces the file in one step.
   *
   * @param file the file
   * @throws IOException if writing fails
   */
  public void writeTo(Path file) throws IOException {
    DurableFile.replace(file, toJson());
  }

  /**
   * Returns the path of the entry that holds this keyring in a bundle.
   *
   * @return for example {@code META-INF/keyring-2.dsse.json}
   */
  public String entry() {
    return "META-INF/keyring-" + keyring.version() + ".dsse.json";
  }

  /** Accepts this keyring as the successor of another one. */
  Keyring after(Keyring before) throws TrustException {
    if (!keyring.product().equals(before.product())) {
      throw refuse("is for the product " + keyring.product() + ", not " + before.product());
    }
    if (keyring.version() != before.version() + 1) {
      throw refuse(
          "does not follow version "
              + before.version()
              + "; every version in between is needed, in its order");
    }
    requireSignedBy(before.keyringRole());
    requireSignedBy(keyring.keyringRole());
    return keyring;
  }

  void requireSignedBy(KeyRole role) throws TrustException {
    KeyRole.Signers signers = role.signersOf(envelope);
    if (!signers.areEnough()) {
      throw refuse(
          "is not signed by "
              + (role.equals(keyring.keyringRole()) ? "its own keys" : "the previous keyring")
              + ": "
              + signers);
    }
  }

  private TrustException refuse(String message) {
    return new TrustException(
        TrustProblem.of(
            TrustProblem.Kind.KEYRING, "keyring version " + keyring.version() + " " + message));
  }
}
