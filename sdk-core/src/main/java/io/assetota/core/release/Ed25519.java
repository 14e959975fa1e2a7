package io.assetota.core.release;

import io.assetota.core.model.AssetException;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;

/** The signature algorithm: Ed25519 (RFC 8032), pure, as the JDK has it since version 15. */
final class Ed25519 {
  static final int SIGNATURE_LENGTH = 64;

  /** Length of a private key, which RFC 8032 calls the seed, and of a public key, in bytes. */
  static final int KEY_LENGTH = 32;

  private static final String ALGORITHM = "Ed25519";
  private static final byte[] PROBE = {'p', 'r', 'o', 'b', 'e'};

  private Ed25519() {}

  static KeyPair generate(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  /**
   * Finds the public key of a private one. The JDK can't: its key generator is given the seed
   * instead of random bytes, and a signature shows that the two keys belong together.
   *
   * @throws AssetException if this Java runtime generates keys in another way
   */
  static KeyPair ofSeed(byte[] seed) throws AssetException {
    KeyPair pair = generate(new FixedRandom(seed));
    if (!Arrays.equals(seed(pair.getPrivate()), seed)
        || !verify(pair.getPublic(), PROBE, sign(pair.getPrivate(), PROBE))) {
      throw new AssetException(
          "this Java runtime can't tell the public key of a private one; use another runtime");
    }
    return pair;
  }

  static byte[] seed(PrivateKey key) {
    return ((EdECPrivateKey) key)
        .getBytes()
        .orElseThrow(() -> new IllegalStateException("the key does not show its bytes"));
  }

  /** Takes the seed out of a PKCS#8 private key, of either version (RFC 8410, section 7). */
  static byte[] seedOfPkcs8(byte[] der) throws InvalidKeySpecException {
    return seed(factory().generatePrivate(pkcs8(der)));
  }

  private static PKCS8EncodedKeySpec pkcs8(byte[] der) {
    return new PKCS8EncodedKeySpec(der);
  }

  static PublicKey publicKey(byte[] spki) throws InvalidKeySpecException {
    return factory().generatePublic(new X509EncodedKeySpec(spki));
  }

  private static KeyFactory factory() {
    try {
      return KeyFactory.getInstance(ALGORITHM);
    } catch (NoSuchAlgorithmException e) {
      throw unsupported(e);
    }
  }

  static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signature = Signature.getInstance(ALGORITHM);
      signature.initSign(key);
      signature.update(message);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw unsupported(e);
    }
  }

  /** Tells whether a signature is right; one that is no signature at all is not. */
  static boolean verify(PublicKey key, byte[] message, byte[] signature) {
    if (signature.length != SIGNATURE_LENGTH) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(message);
      return verifier.verify(signature);
    } catch (NoSuchAlgorithmException e) {
      throw unsupported(e);
    } catch (InvalidKeyException | SignatureException e) {
      // A key or a signature that is no point of the curve.
      return false;
    }
  }

  private static IllegalStateException unsupported(GeneralSecurityException e) {
    return new IllegalStateException(
        "this Java runtime has no Ed25519; one made with jlink needs the module jdk.crypto.ec", e);
  }

  /** Gives bytes that were fixed before. */
  private static final class FixedRandom extends SecureRandom {
    private static final long serialVersionUID = 1L;

    private final byte[] seed;

    FixedRandom(byte[] seed) {
      this.seed = seed.clone();
    }

    @Override
    public void nextBytes(byte[] bytes) {
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = seed[i % seed.length];
      }
    }
  }
}
