package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.google.common.base.Splitter;
import com.google.common.primitives.Bytes;
import io.assetota.core.files.TextFile;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/**
 * One key in a text file (RFC 7468). What else people have in such files is recognised, so that the
 * message can tell how to get a key that can be used.
 */
final class Pem {
  /** The longest file in bytes; a key has about 120. */
  static final int MAX_LENGTH = 16 * 1024;

  static final String PRIVATE = "PRIVATE KEY";
  static final String PUBLIC = "PUBLIC KEY";

  private static final Splitter LINES =
      Splitter.onPattern("\r?\n").trimResults().omitEmptyStrings();
  private static final String CREATE =
      "; create one with \"asset-ota keygen\" or \"openssl genpkey -algorithm ed25519\"";

  /** Other algorithms by their object identifier in DER. */
  private static final List<Algorithm> OTHERS =
      List.of(
          new Algorithm("RSA", "06092a864886f70d0101"),
          new Algorithm("elliptic curve (ECDSA)", "06072a8648ce3d0201"),
          new Algorithm("Ed448", "06032b6571"),
          new Algorithm("X25519", "06032b656e"),
          new Algorithm("X448", "06032b656f"));

  private record Algorithm(String name, String identifier) {}

  private Pem() {}

  /** Reads a file, which is not decoded yet. */
  static String read(Path file) throws IOException {
    try {
      return new String(TextFile.readBytes(file, MAX_LENGTH), US_ASCII);
    } catch (AssetException e) {
      throw new AssetException(
          file + " is no key file: it is longer than " + MAX_LENGTH + " bytes", e);
    }
  }

  /** Returns the DER bytes of the one block of a label. */
  static byte[] decode(String text, String label) throws AssetException {
    List<String> lines = LINES.splitToList(text);
    int begin = lines.indexOf("-----BEGIN " + label + "-----");
    int end = lines.indexOf("-----END " + label + "-----");
    if (begin < 0) {
      throw new AssetException(explain(text, label));
    }
    if (end < begin) {
      throw new AssetException("the key is cut off: there is no line \"END " + label + "\"");
    }
    if (lines.lastIndexOf("-----BEGIN " + label + "-----") != begin) {
      throw new AssetException("there are several keys in one file; put each into its own");
    }
    try {
      return Base64.getDecoder().decode(String.join("", lines.subList(begin + 1, end)));
    } catch (IllegalArgumentException e) {
      throw new AssetException("the key is damaged: its text is not Base64", e);
    }
  }

  static String encode(byte[] der, String label) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static String explain(String text, String wanted) {
    String needed = wanted.equals(PRIVATE) ? "a private key" : "a public key";
    if (text.contains("BEGIN OPENSSH PRIVATE KEY") || text.contains("ssh-ed25519 ")) {
      return "this is a key in the format of OpenSSH; "
          + needed
          + " in PEM is needed (PKCS#8 or SPKI)"
          + CREATE;
    }
    if (text.contains("BEGIN ENCRYPTED PRIVATE KEY")) {
      return "the private key is encrypted; decrypt it with \"openssl pkey -in KEY -out PLAIN\""
          + " to a place that only you can read";
    }
    if (text.contains("BEGIN RSA ") || text.contains("BEGIN EC ")) {
      return "this key is not of Ed25519" + CREATE;
    }
    if (text.contains("BEGIN CERTIFICATE")) {
      return "this is a certificate; " + needed + " is needed";
    }
    if (wanted.equals(PUBLIC) && text.contains("BEGIN " + PRIVATE)) {
      return "this is a private key, which must not leave its owner; a public key is needed:"
          + " \"openssl pkey -in KEY -pubout\" makes it";
    }
    if (wanted.equals(PRIVATE) && text.contains("BEGIN " + PUBLIC)) {
      return "this is a public key; a private key is needed to sign";
    }
    return "this is no PEM file with \"BEGIN " + wanted + "\"" + CREATE;
  }

  /** The refusal of a key that can't be read as Ed25519. */
  static AssetException notEd25519(byte[] der) {
    for (Algorithm other : OTHERS) {
      if (Bytes.indexOf(der, HexFormat.of().parseHex(other.identifier())) >= 0) {
        return new AssetException("this key is of " + other.name() + ", not Ed25519" + CREATE);
      }
    }
    return new AssetException("the key is damaged, or not of Ed25519" + CREATE);
  }
}
