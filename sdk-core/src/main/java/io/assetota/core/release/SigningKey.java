package io.assetota.core.release;

import com.google.common.primitives.Bytes;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.spec.InvalidKeySpecException;
import java.util.HexFormat;

/**
 * A private key that signs releases and keyrings: Ed25519, kept in an unencrypted PEM file that
 * only its owner can read (docs/SECURITY.md, Keeping keys). Immutable.
 */
public final class SigningKey {
  /** PKCS#8 of Ed25519 in DER, up to the key itself (RFC 8410, section 7). */
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");

  private final PrivateKey key;
  private final TrustedKey publicKey;

  private SigningKey(KeyPair pair) throws AssetException {
    this.key = pair.getPrivate();
    this.publicKey = TrustedKey.ofSpki(pair.getPublic().getEncoded());
  }

  /**
   * Makes a new key.
   *
   * @param random the source of randomness: {@code new SecureRandom()}
   * @return the key, which is not stored anywhere yet
   */
  public static SigningKey generate(SecureRandom random) {
    try {
      return new SigningKey(Ed25519.generate(random));
    } catch (AssetException e) {
      throw new IllegalStateException("the Java runtime made a key that is none", e);
    }
  }

  /**
   * Loads a key.
   *
   * @param file a PEM file with one private key, PKCS#8 and not encrypted, as {@link #writeTo} and
   *     OpenSSL write it
   * @return the key
   * @throws AssetException if the file holds anything else, with what it holds and what to do
   * @throws IOException if the file can't be read
   */
  public static SigningKey load(Path file) throws IOException {
    String text = Pem.read(file);
    try {
      return parse(text);
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a key from text, for example out of a secret of a build server.
   *
   * @param pem one private key with the label PRIVATE KEY
   * @return the key
   * @throws AssetException if the text holds anything else, with what it holds and what to do
   */
  public static SigningKey parse(String pem) throws AssetException {
    byte[] der = Pem.decode(pem, Pem.PRIVATE);
    byte[] seed;
    try {
      seed = Ed25519.seedOfPkcs8(der);
    } catch (InvalidKeySpecException e) {
      // Without the cause: it may quote the key.
      throw Pem.notEd25519(der);
    }
    return new SigningKey(Ed25519.ofSeed(seed));
  }

  /**
   * Returns the public half, which devices need.
   *
   * @return the key
   */
  public TrustedKey publicKey() {
    return publicKey;
  }

  /**
   * Writes the key to a new file that only the owner can read (mode 0600, where the file system has
   * modes).
   *
   * @param file the file, which must not exist: a key is never overwritten
   * @throws AssetException if there is such a file
   * @throws IOException if writing fails
   */
  public void writeTo(Path file) throws IOException {
    byte[] der = Bytes.concat(PKCS8_PREFIX, Ed25519.seed(key));
    KeyFile.create(file, Pem.encode(der, Pem.PRIVATE), true);
  }

  /**
   * Signs bytes with Ed25519 (RFC 8032).
   *
   * @param message the bytes
   * @return the signature, 64 bytes
   */
  public byte[] sign(byte[] message) {
    return Ed25519.sign(key, message);
  }

  /** Returns the public half only, so that a key in a log does no harm. */
  @Override
  public String toString() {
    return "private half of " + publicKey;
  }
}
