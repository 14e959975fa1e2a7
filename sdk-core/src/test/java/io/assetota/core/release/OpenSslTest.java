package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** OpenSSL 3 verifies what we sign, and we verify what it signs. */
final class OpenSslTest {
  @TempDir private Path folder;

  @BeforeAll
  static void requireOpenSsl() throws IOException, InterruptedException {
    boolean required = "true".equals(System.getenv("CI"));
    String version = version();
    boolean usable = version.startsWith("OpenSSL 3");
    assertThat(usable || !required)
        .withFailMessage("CI needs OpenSSL 3, and there is: %s", version)
        .isTrue();
    assumeTrue(usable, "skipped without OpenSSL 3; there is: " + version);
  }

  private static String version() throws InterruptedException {
    try {
      Process process = new ProcessBuilder("openssl", "version").start();
      String version = new String(process.getInputStream().readAllBytes(), UTF_8);
      process.waitFor();
      return version;
    } catch (IOException e) {
      return "no command openssl";
    }
  }

  /** Runs OpenSSL and returns what it printed. */
  private String openssl(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("openssl"));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).as("%s: %s", command, output).isZero();
    return output;
  }

  @Test
  void openSslVerifiesWhatWeSign() throws IOException, InterruptedException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    key.publicKey().writeTo(folder.resolve("release.pub"));
    byte[] json = SignedRelease.sign(ReleaseJsonTest.RELEASE, List.of(key)).toJson();

    // Only what docs/guides/signing.md tells to do by hand: decode, and put the head in front.
    JsonObject envelope = JsonDocument.parse(json, "envelope", JsonLimits.of(json.length)).object();
    byte[] payload = Base64.getDecoder().decode(envelope.text("payload", json.length));
    String type = envelope.text("payloadType", 100);
    String head = "DSSEv1 " + type.length() + " " + type + " " + payload.length + " ";
    String signature = envelope.objects("signatures", 1).get(0).text("sig", 100);
    Files.writeString(folder.resolve("message"), head + new String(payload, UTF_8));
    Files.write(folder.resolve("signature"), Base64.getDecoder().decode(signature));

    assertThat(
            openssl(
                "pkeyutl",
                "-verify",
                "-pubin",
                "-inkey",
                "release.pub",
                "-rawin",
                "-in",
                "message",
                "-sigfile",
                "signature"))
        .contains("Signature Verified Successfully");
  }

  @Test
  void weVerifyWhatOpenSslSigns() throws IOException, InterruptedException {
    openssl("genpkey", "-algorithm", "ed25519", "-out", "release.key");
    openssl("pkey", "-in", "release.key", "-pubout", "-out", "release.pub");
    TrustedKey key = TrustedKey.load(folder.resolve("release.pub"));
    Envelope unsigned = Envelope.of("text/plain", "hello".getBytes(UTF_8));
    Files.write(folder.resolve("message"), unsigned.message());
    openssl(
        "pkeyutl",
        "-sign",
        "-inkey",
        "release.key",
        "-rawin",
        "-in",
        "message",
        "-out",
        "signature");

    String signature =
        Base64.getEncoder().encodeToString(Files.readAllBytes(folder.resolve("signature")));
    String json =
        "{\"payload\":\"aGVsbG8=\",\"payloadType\":\"text/plain\",\"signatures\":[{\"sig\":\""
            + signature
            + "\"}]}";
    assertThat(Envelope.parse(json.getBytes(UTF_8), "envelope").signers(List.of(key)))
        .containsExactly(key);
  }

  @Test
  void openSslReadsOurKeys() throws IOException, InterruptedException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    key.writeTo(folder.resolve("release.key"));
    String publicPem = openssl("pkey", "-in", "release.key", "-pubout");
    assertThat(publicPem).isEqualTo(key.publicKey().toPem());
  }

  @Test
  void theKeyIdIsWhatOpenSslTells() throws IOException, InterruptedException {
    SigningKey key = SigningKey.generate(new SecureRandom());
    key.publicKey().writeTo(folder.resolve("release.pub"));
    openssl("pkey", "-pubin", "-in", "release.pub", "-outform", "DER", "-out", "release.der");
    assertThat(openssl("dgst", "-sha256", "-r", "release.der")).startsWith(key.publicKey().id());
  }
}
