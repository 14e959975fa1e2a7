package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class KeysTest {
  @TempDir private Path folder;

  @Test
  void readsAKeyOfOpenSsl() throws IOException {
    SigningKey key = SigningKey.parse(TestKeys.text("openssl.key"));
    TrustedKey publicKey = TrustedKey.parse(TestKeys.text("openssl.pub"));
    assertThat(key.publicKey()).isEqualTo(publicKey);
    // openssl pkey -pubin -in openssl.pub -outform DER | sha256sum
    assertThat(publicKey.id())
        .isEqualTo("f4b4929ae3f8a33aa63f89d3d016277fea61674f5b8b217258593934adcfbecf");
    assertThat(publicKey.toPem()).isEqualTo(TestKeys.text("openssl.pub"));
  }

  @Test
  void readsAKeyThatBringsItsPublicHalf() throws IOException {
    // RFC 8410, section 10.3: version 2, with an attribute and the public key.
    SigningKey key =
        SigningKey.parse(
            """
            -----BEGIN PRIVATE KEY-----
            MHICAQEwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
            oB8wHQYKKoZIhvcNAQkJFDEPDA1DdXJkbGUgQ2hhaXJzgSEAGb9ECWmEzf6FQbrB
            Z9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PRIVATE KEY-----
            """);
    assertThat(key.publicKey().toPem())
        .contains("MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
  }

  @Test
  void keepsAKey() throws IOException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    Path privateFile = folder.resolve("release.key");
    Path publicFile = folder.resolve("release.pub");
    key.writeTo(privateFile);
    key.publicKey().writeTo(publicFile);

    SigningKey loaded = SigningKey.load(privateFile);
    byte[] message = "message".getBytes(UTF_8);
    assertThat(loaded.publicKey()).isEqualTo(key.publicKey());
    assertThat(loaded.sign(message)).isEqualTo(key.sign(message));
    assertThat(TrustedKey.load(publicFile)).isEqualTo(key.publicKey());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(privateFile)))
        .isEqualTo("rw-------");
  }

  @Test
  void neverOverwritesAKey() throws IOException {
    Path file = Files.writeString(folder.resolve("release.key"), "precious");
    assertThatThrownBy(() -> TestKeys.ALICE.writeTo(file))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("never overwritten");
    assertThat(file).hasContent("precious");
  }

  @Test
  void doesNotShowThePrivateHalf() {
    String id = TestKeys.ALICE.publicKey().id();
    assertThat(TestKeys.ALICE).hasToString("private half of key " + id.substring(0, 16));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-----BEGIN OPENSSH PRIVATE KEY-----\\nAAAA\\n | OpenSSH",
        "-----BEGIN ENCRYPTED PRIVATE KEY-----\\nAAAA\\n | openssl pkey -in KEY -out PLAIN",
        "-----BEGIN RSA PRIVATE KEY-----\\nAAAA\\n | not of Ed25519",
        "-----BEGIN EC PRIVATE KEY-----\\nAAAA\\n | not of Ed25519",
        "-----BEGIN PUBLIC KEY-----\\nAAAA\\n | a private key is needed to sign",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n | cut off",
        "-----BEGIN PRIVATE KEY-----\\n*\\n-----END PRIVATE KEY-----\\n | not Base64",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\\n | damaged",
        "hello | no PEM file"
      })
  void explainsWhatIsNoPrivateKey(String text, String message) {
    assertThatThrownBy(() -> SigningKey.parse(text.replace("\\n", "\n")))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ssh-ed25519 AAAA me@here | OpenSSH",
        "-----BEGIN CERTIFICATE-----\\nAAAA\\n | certificate",
        "-----BEGIN PRIVATE KEY-----\\nAAAA\\n | must not leave its owner",
        "-----BEGIN PUBLIC KEY-----\\nAAAA\\n-----END PUBLIC KEY-----\\n | damaged"
      })
  void explainsWhatIsNoPublicKey(String text, String message) {
    assertThatThrownBy(() -> TrustedKey.parse(text.replace("\\n", "\n")))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC", "Ed448", "X25519", "X448"})
  void namesTheAlgorithmOfAnotherKey(String algorithm) throws GeneralSecurityException {
    KeyPair pair = KeyPairGenerator.getInstance(algorithm).generateKeyPair();
    String privatePem = Pem.encode(pair.getPrivate().getEncoded(), Pem.PRIVATE);
    String publicPem = Pem.encode(pair.getPublic().getEncoded(), Pem.PUBLIC);
    String name = algorithm.equals("EC") ? "elliptic curve" : algorithm;
    assertThatThrownBy(() -> SigningKey.parse(privatePem)).hasMessageContaining("of " + name);
    assertThatThrownBy(() -> TrustedKey.parse(publicPem)).hasMessageContaining("of " + name);
  }

  @Test
  void refusesSeveralKeysInOneFile() {
    String twice = TestKeys.ALICE.publicKey().toPem() + TestKeys.BOB.publicKey().toPem();
    assertThatThrownBy(() -> TrustedKey.parse(twice)).hasMessageContaining("several keys");
  }

  @Test
  void refusesALongFile() throws IOException {
    Path file = Files.write(folder.resolve("disk.img"), new byte[Pem.MAX_LENGTH + 1]);
    assertThatThrownBy(() -> TrustedKey.load(file)).hasMessageContaining("is no key file");
  }

  @Test
  void aKeyHasOneEncodingOnly() throws IOException {
    byte[] spki = TestKeys.ALICE.publicKey().spki();
    byte[] longer = java.util.Arrays.copyOf(spki, spki.length + 1);
    assertThatThrownBy(() -> TrustedKey.ofSpki(longer)).isInstanceOf(AssetException.class);
    assertThat(TrustedKey.ofSpki(spki)).isEqualTo(TestKeys.ALICE.publicKey());
  }
}
