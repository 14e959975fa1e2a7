package io.assetota.core.release;

import com.google.common.primitives.Bytes;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.spec.InvalidKeySpecException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * The public half of a key, which a device needs to verify signatures. Immutable; equal if the keys
 * are equal.
 *
 * <p>Its {@linkplain #id() id} is the SHA-256 of its SubjectPublicKeyInfo, as in sigstore and
 * others. OpenSSL prints the same: {@code openssl pkey -pubin -in KEY -outform DER | sha256sum}.
 */
public final class TrustedKey implements Comparable<TrustedKey> {
  /** SubjectPublicKeyInfo of Ed25519 in DER, up to the key itself (RFC 8410, section 4). */
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private final byte[] spki;
  private final PublicKey key;
  private final String id;

  private TrustedKey(byte[] spki, PublicKey key) {
    this.spki = spki;
    this.key = key;
    this.id = AssetHash.ofContent(spki).toString();
  }

  /**
   * Loads a key.
   *
   * @param file a PEM file with one public key
   * @return the key
   * @throws AssetException if the file holds anything else, with what it holds
   * @throws IOException if the file can't be read
   */
  public static TrustedKey load(Path file) throws IOException {
    String text = Pem.read(file);
    try {
      return parse(text);
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    }
  }

  /**
   * Reads a key from text.
   *
   * @param pem one public key with the label PUBLIC KEY
   * @return the key
   * @throws AssetException if the text holds anything else, with what it holds
   */
  public static TrustedKey parse(String pem) throws AssetException {
    return ofSpki(Pem.decode(pem, Pem.PUBLIC));
  }

  /** Takes a key from its SubjectPublicKeyInfo. */
  static TrustedKey ofSpki(byte[] der) throws AssetException {
    // Compared as bytes: one key must not have two encodings, and so two ids.
    if (der.length != SPKI_PREFIX.length + Ed25519.KEY_LENGTH
        || !Arrays.equals(der, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length)) {
      throw Pem.notEd25519(der);
    }
    try {
      return new TrustedKey(der.clone(), Ed25519.publicKey(der));
    } catch (InvalidKeySpecException e) {
      throw new AssetException("the key is damaged: " + e.getMessage(), e);
    }
  }

  static TrustedKey ofRaw(byte[] raw) throws AssetException {
    return ofSpki(Bytes.concat(SPKI_PREFIX, raw));
  }

  /**
   * Returns the id of the key.
   *
   * @return SHA-256 of the SubjectPublicKeyInfo, 64 lower-case hexadecimal digits
   */
  public String id() {
    return id;
  }

  /**
   * Returns the key as text.
   *
   * @return a PEM file
   */
  public String toPem() {
    return Pem.encode(spki, Pem.PUBLIC);
  }

  /**
   * Writes the key to a new file.
   *
   * @param file the file, which must not exist
   * @throws AssetException if there is such a file
   * @throws IOException if writing fails
   */
  public void writeTo(Path file) throws IOException {
    KeyFile.create(file, toPem(), false);
  }

  byte[] spki() {
    return spki.clone();
  }

  /**
   * Tells whether this key signed some bytes.
   *
   * @param message the bytes
   * @param signature the signature; bytes that can be no signature are none
   * @return true if the signature is right
   */
  public boolean verifies(byte[] message, byte[] signature) {
    return Ed25519.verify(key, message, signature);
  }

  @Override
  public int compareTo(TrustedKey other) {
    return id.compareTo(other.id);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TrustedKey that && Arrays.equals(spki, that.spki);
  }

  @Override
  public int hashCode() {
    return id.hashCode();
  }

  /** Returns the first digits of the id. */
  @Override
  public String toString() {
    return "key " + id.substring(0, 16);
  }
}
