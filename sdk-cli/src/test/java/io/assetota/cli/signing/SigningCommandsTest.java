package io.assetota.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code sign}, and what {@code verify} says of signatures. */
class SigningCommandsTest {
  @TempDir Path folder;
  private Inputs inputs;

  @BeforeEach
  void prepare() throws IOException {
    inputs = new Inputs(folder);
    inputs.bundle("b.zip", 3, "a.txt", "text");
    for (String name : new String[] {"a", "b", "foreign"}) {
      inputs.run("keygen -o " + name + ".key").succeeds();
    }
  }

  private Ran run(String line) {
    return inputs.run(line);
  }

  /** Ended with exit code 1 and a verdict. */
  private JsonNode refused(String line) {
    Ran ran = run(line + " --json");
    assertThat(ran.exitCode()).as(ran.out()).isEqualTo(1);
    assertThat(ran.json().at("/valid").asBoolean()).isFalse();
    return ran.json();
  }

  @Test
  void signsInPlaceWithTheApplicationsVersion() {
    Ran signed = run("sign b.zip --key a.key --product kiosk").succeeds();
    assertThat(signed.out())
        .contains("as release 3 of kiosk, valid from ", "with no expiry date, with 1 key\n");

    Ran verified = run("verify b.zip --key a.pub").succeeds();

    assertThat(verified.out())
        .startsWith("valid ")
        .containsPattern(
            "release 3 of kiosk, valid from .*, with no expiry date, signed by key [0-9a-f]{16}\n");
    assertThat(run("verify b.zip").succeeds().out()).doesNotContain("signed");
  }

  @Test
  void saysAllTermsInJson() throws IOException {
    byte[] before = Files.readAllBytes(folder.resolve("b.zip"));

    JsonNode json =
        run("sign b.zip -o signed.zip --key a.key --key b.key --product kiosk --counter 42"
                + " --not-before 2020-01-01 --expires 90d --platform linux --platform p2 --json")
            .succeeds()
            .json();

    assertThat(json.at("/release/counter").asInt()).isEqualTo(42);
    assertThat(json.at("/release/notBefore").asText()).isEqualTo("2020-01-01T00:00:00Z");
    assertThat(json.at("/release/expires").asText()).isEqualTo("2020-03-31T00:00:00Z");
    assertThat(json.at("/release/platforms").findValuesAsText("name"))
        .containsExactly("p2", "linux");
    assertThat(json.at("/release/assets/0/name").asText()).isEqualTo("a.txt");
    assertThat(json.at("/keys")).hasSize(2);
    assertThat(folder.resolve("b.zip")).hasBinaryContent(before);
  }

  @Test
  void anUnsignedBundleIsNotTrusted() {
    assertThat(refused("verify b.zip --key a.pub").at("/problems/0/kind").asText())
        .isEqualTo("unsigned");
  }

  @Test
  void aForeignKeyIsNotTrusted() {
    run("sign b.zip --key foreign.key --product kiosk").succeeds();

    JsonNode verdict = refused("verify b.zip --key a.pub");

    assertThat(verdict.at("/problems/0/kind").asText()).isEqualTo("signatures");
    assertThat(verdict.at("/problems/0/message").asText())
        .contains("0 of the 1 required signatures");
    assertThat(verdict.at("/trust/release").isNull()).isTrue();
    assertThat(verdict.at("/trust/signers")).isEmpty();
  }

  @Test
  void enoughKeysHaveToSign() {
    run("sign b.zip --key a.key --product kiosk").succeeds();
    String verify = "verify b.zip --key a.pub --key b.pub --threshold 2";
    assertThat(refused(verify).at("/problems/0/message").asText())
        .contains("1 of the 2 required signatures");

    Ran added = run("sign b.zip --key b.key --add").succeeds();

    assertThat(added.out()).contains("as release 3 of kiosk");
    assertThat(run(verify + " --json").succeeds().json().at("/trust/signers")).hasSize(2);
    // Without --add the first one's signature goes.
    run("sign b.zip --key b.key --product kiosk").succeeds();
    refused(verify);
  }

  @Test
  void anExpiredReleaseIsNotTrusted() {
    run("sign b.zip --key a.key --product kiosk --not-before 2020-01-01 --expires 2020-02-01")
        .succeeds();

    Ran ran = run("verify b.zip --key a.pub");

    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("not valid")
        .contains("1 problem\n", "expired at 2020-02-01T00:00:00Z", "sign it again");
  }

  @Test
  void aReleaseOfTomorrowIsNotTrusted() {
    run("sign b.zip --key a.key --product kiosk --not-before 2d").succeeds();

    assertThat(refused("verify b.zip --key a.pub").at("/problems/0/kind").asText())
        .isEqualTo("not-yet-valid");
  }

  @Test
  void signaturesOfAnotherBundleAreNotTrusted() throws IOException {
    inputs.bundle("other.zip", 3, "a.txt", "evil");
    run("sign b.zip --key a.key --product kiosk").succeeds();
    Path forged = folder.resolve("other.zip");
    copyEntry("META-INF/release.dsse.json", folder.resolve("b.zip"), forged);

    JsonNode verdict = refused("verify other.zip --key a.pub");

    assertThat(verdict.at("/problems").findValuesAsText("kind"))
        .contains("application")
        .allMatch(kind -> kind.equals("application") || kind.startsWith("asset"));
  }

  private static void copyEntry(String name, Path from, Path to) throws IOException {
    try (FileSystem source = FileSystems.newFileSystem(from);
        FileSystem target = FileSystems.newFileSystem(to)) {
      Files.createDirectories(target.getPath(name).getParent());
      Files.copy(source.getPath(name), target.getPath(name));
    }
  }

  @Test
  void verifiesAsADeviceWithAKeyringWould() {
    run("keyring create --product kiosk --key a.pub --sign-with a.key -o k1.json").succeeds();
    run("sign b.zip -o good.zip --key a.key --product kiosk").succeeds();
    run("sign b.zip -o other.zip --key a.key --product radio").succeeds();

    assertThat(run("verify good.zip --keyring k1.json").succeeds().out()).contains("kiosk");
    assertThat(refused("verify other.zip --keyring k1.json").at("/problems/0/kind").asText())
        .isEqualTo("product");
    assertThat(
            refused("verify good.zip --keyring k1.json --platform p2")
                .at("/problems")
                .findValuesAsText("message"))
        .anyMatch(m -> m.contains("this device is p2"));
  }

  @Test
  void aBundleBringsTheKeyringsThatDevicesLack() {
    run("keyring create --product kiosk --key a.pub --sign-with a.key -o k1.json").succeeds();
    run("keyring rotate k1.json --key b.pub --sign-with a.key --sign-with b.key -o k2.json")
        .succeeds();
    run("sign b.zip -o lacking.zip --key b.key --product kiosk").succeeds();

    Ran signed = run("sign b.zip --key b.key --keyring k2.json").succeeds();

    assertThat(signed.out()).contains("release 3 of kiosk", "it contains the keyrings [2]");
    run("verify b.zip --keyring k1.json").succeeds();
    run("verify b.zip --keyring k2.json").succeeds();
    refused("verify lacking.zip --keyring k1.json");
    run("verify lacking.zip --keyring k2.json").succeeds();
  }

  @Test
  void anInvalidBundleIsNotSigned() throws IOException {
    Path bundle = folder.resolve("b.zip");
    Path damaged = inputs.damaged(bundle, Files.size(bundle) / 2);
    byte[] before = Files.readAllBytes(damaged);

    run("sign damaged-b.zip --key a.key --product kiosk").fails();

    assertThat(damaged).hasBinaryContent(before);
    inputs.application(Platform.LINUX, 1);
    assertThat(run("sign app.bin --key a.key --product kiosk").fails().err())
        .contains("is not a bundle");
    assertThat(run("sign b.zip --key b.key --add").fails().err()).contains("is not signed");
  }

  @Test
  void saysWhatIsWrong() {
    assertThat(run("sign b.zip --key a.key").isWrongUsage().err()).contains("--product");
    assertThat(run("sign b.zip --product kiosk").isWrongUsage().err()).contains("--key");
    assertThat(run("sign b.zip --key a.pub --product kiosk").fails().err())
        .contains("a.pub: this is a public key; a private key is needed to sign");
    assertThat(run("sign b.zip --key a.key --product kiosk --counter 0").isWrongUsage().err())
        .contains("counter is 1 to");
    assertThat(
            run("sign b.zip --key a.key --product kiosk --expires 2020-01-01").isWrongUsage().err())
        .contains("before it is valid");
    assertThat(run("sign b.zip --key a.key --add --counter 2").isWrongUsage().err())
        .contains("--add");
    assertThat(run("verify b.zip --key a.key").fails().err()).contains("this is a private key");
    assertThat(run("verify b.zip --key a.pub --threshold 2").isWrongUsage().err())
        .contains("threshold");
    assertThat(run("verify b.zip --threshold 2").isWrongUsage().err()).contains("--key");
    assertThat(run("verify b.zip --key a.pub --keyring k.json").isWrongUsage().err())
        .contains("exclude each other");
  }
}
