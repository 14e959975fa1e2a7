package io.assetota.cli.device;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.BundleServer;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.Started;
import io.assetota.testing.TestAuthority;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code flash} with an address. */
class FlashFromServerTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir Path folder;
  private Inputs inputs;
  private Path home;

  @BeforeEach
  void prepare() {
    inputs = new Inputs(folder);
    home = folder.resolve("home");
  }

  /** Text that doesn't compress much. */
  private static String noise(int length, int seed) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return new String(bytes, ISO_8859_1);
  }

  private Path noiseBundle(String name, int version, int seed) throws IOException {
    return inputs.bundle(name, version, "a.bin", noise(100_000, 1), "b.bin", noise(100_000, seed));
  }

  @Test
  void onlyWhatChangedIsFetched() throws IOException {
    asset_ota("flash", noiseBundle("1.zip", 1, 2), "--home", home).succeeds();
    byte[] second = Files.readAllBytes(noiseBundle("2.zip", 2, 3));
    try (BundleServer server = BundleServer.of(second)) {
      Ran dry = asset_ota("flash", server.uri(), "--home", home, "--dry-run").succeeds();
      assertThat(dry.out()).contains("Would transfer 1 of 2 assets");
      assertThat(server.bytesSent()).isLessThan(20_000);

      JsonNode json = asset_ota("flash", server.uri(), "--home", home, "--json").succeeds().json();

      assertThat(json.at("/assets").findValuesAsText("state")).containsExactly("kept", "changed");
      assertThat(json.at("/bundleSize").asLong()).isEqualTo(second.length);
      assertThat(server.bytesSent())
          .isGreaterThan(json.at("/bytesMoved").asLong())
          .isLessThan(second.length);
      assertThat(asset_ota("device", "--home", home).succeeds().out()).contains("version 2");
    }
  }

  @Test
  void whatAnEndedProcessHasFetchedIsKept() throws Exception {
    Path bundle = noiseBundle("1.zip", 1, 2);
    try (BundleServer server = BundleServer.of(Files.readAllBytes(bundle))) {
      server.holdAfter(50_000);
      try (Started flash = Started.asset_ota(folder, "flash", server.uri(), "--home", home)) {
        Ran ran = flash.until(() -> stagedBytes() > 60_000).terminate();
        assertThat(ran.exitCode()).isEqualTo(TERMINATED);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("interrupted: the data so far is kept");
      }
      server.holdNoMore();
      long before = server.bytesSent();

      Ran again = asset_ota("flash", server.uri(), "--home", home, "--json").succeeds();

      long whole = Files.size(bundle);
      assertThat(again.json().at("/bytesMoved").asLong()).isLessThan(whole - 50_000);
      assertThat(server.bytesSent() - before).isLessThan(whole - 40_000);
    }
  }

  private long stagedBytes() {
    Path staging = home.resolve("staging");
    if (!Files.isDirectory(staging)) {
      return 0;
    }
    try (Stream<Path> files = Files.list(staging)) {
      return files.mapToLong(f -> f.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aKeyringDecidesWhatIsTaken() throws IOException {
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");
    inputs.run("keygen -o a.key").succeeds();
    inputs.run("keyring create --product kiosk --key a.pub --sign-with a.key -o k.json").succeeds();
    Path keyring = folder.resolve("k.json");
    try (BundleServer server = BundleServer.of(Files.readAllBytes(bundle))) {
      assertThat(
              asset_ota("flash", server.uri(), "--home", home, "--keyring", keyring).fails().err())
          .contains("not trusted: the bundle is not signed");
    }
    inputs.run("sign b.zip -o new.zip --key a.key --product kiosk --counter 2").succeeds();
    inputs.run("sign b.zip -o old.zip --key a.key --product kiosk --counter 1").succeeds();
    try (BundleServer server = BundleServer.of(Files.readAllBytes(folder.resolve("new.zip")))) {
      asset_ota("flash", server.uri(), "--home", home, "--keyring", keyring).succeeds();
    }
    Path old = folder.resolve("old.zip");
    assertThat(asset_ota("flash", old, "--home", home, "--keyring", keyring).fails().err())
        .contains("release 1 is older than release 2", "--allow-downgrade");
    asset_ota("flash", old, "--home", home, "--keyring", keyring, "--allow-downgrade").succeeds();
  }

  @Test
  void headersComeFromAFile() throws IOException {
    Path headers = folder.resolve("headers");
    Files.writeString(headers, "Authorization: Bearer secret:1\n\nX-Site: 7\n");
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");
    try (BundleServer server = BundleServer.of(Files.readAllBytes(bundle))) {
      asset_ota("flash", server.uri(), "--home", home, "--header-file", headers).succeeds();

      assertThat(server.requests())
          .isNotEmpty()
          .allMatch(request -> "Bearer secret:1".equals(request.headers().get("authorization")))
          .allMatch(request -> "7".equals(request.headers().get("x-site")));
      for (String wrong : List.of("secret", "Host: secret", "a b: secret", "A: secret\u0000")) {
        Files.writeString(headers, wrong);
        assertThat(
                asset_ota("flash", server.uri(), "--home", home, "--header-file", headers)
                    .fails()
                    .err())
            .contains("'Name: value'")
            .doesNotContain("secret");
      }
    }
  }

  @Test
  void bothSidesShowTheirCertificates() throws Exception {
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");
    TestAuthority authority = TestAuthority.make(folder.resolve("authority.p12"));
    Path password = Files.writeString(folder.resolve("password"), TestAuthority.PASSWORD + "\n");
    Path clientStore = authority.writeIdentity(folder.resolve("client.p12"), "client");
    Path ca = authority.writeCertificate(folder.resolve("ca.pem"));
    try (BundleServer server =
        BundleServer.encrypted(
            Files.readAllBytes(bundle), authority.tls(authority.identity("localhost", "-1d")))) {
      assertThat(asset_ota("flash", server.uri(), "--home", home).fails().err())
          .contains("no trust in", "an authority that this machine doesn't trust");
      asset_ota(
              "flash",
              server.uri(),
              "--home",
              home,
              "--ca",
              ca,
              "--client-cert",
              clientStore,
              "--client-password-file",
              password)
          .succeeds();
      Files.writeString(password, "another");
      assertThat(
              asset_ota(
                      "flash",
                      server.uri(),
                      "--home",
                      home,
                      "--client-cert",
                      clientStore,
                      "--client-password-file",
                      password)
                  .fails()
                  .err())
          .contains("the key store " + clientStore + " can't be opened");
      assertThat(asset_ota("flash", server.uri(), "--home", home, "--ca", password).fails().err())
          .contains(password + " ", "certificate");
    }
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    Path bundle = inputs.bundle("b.zip", 3, "a.txt", "text");
    try (BundleServer server = BundleServer.of(Files.readAllBytes(bundle))) {
      assertThat(
              asset_ota("flash", server.uri().resolve("/none.zip"), "--home", home).fails().err())
          .contains("status 404", "there is no bundle at this address");
    }
    asset_ota("flash", "http://", "--home", home).isWrongUsage();
    asset_ota("flash", "https://exa mple/b.zip", "--home", home).isWrongUsage();
    assertThat(asset_ota("flash", bundle, "--home", home, "--ca", bundle).isWrongUsage().err())
        .contains("to an address");
    assertThat(asset_ota("flash", folder.resolve("none"), "--home", home).fails().err())
        .contains("no such file");
  }
}
