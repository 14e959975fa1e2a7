package io.assetota.cli.signing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.SigningKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code keygen} and {@code keyring}. */
class KeyringCommandsTest {
  @TempDir Path folder;

  private Ran run(String line) {
    return new Inputs(folder).run(line);
  }

  private void generate(String... names) {
    for (String name : names) {
      run("keygen -o " + name + ".key").succeeds();
    }
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  @Test
  void aKeyIsForItsOwnerOnlyAndNeverReplaced() throws IOException {
    Ran ran = run("keygen -o release.key --json").succeeds();

    SigningKey key = SigningKey.load(file("release.key"));
    assertThat(ran.json().at("/keyId").asText()).isEqualTo(key.publicKey().id());
    assertThat(file("release.pub")).content().isEqualTo(key.publicKey().toPem());
    assertThat(Files.getPosixFilePermissions(file("release.key")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));

    String before = Files.readString(file("release.key"));
    assertThat(run("keygen -o release.key").fails().err())
        .contains("release.pub already", "never overwritten");
    Files.delete(file("release.pub"));
    assertThat(run("keygen -o release.key").fails().err())
        .contains("release.key already", "never overwritten");
    assertThat(file("release.key")).content().isEqualTo(before);
    assertThat(file("release.pub")).doesNotExist();
  }

  @Test
  void aNewKeyComesWithWhatToDoNext() {
    assertThat(run("keygen -o a.key").succeeds().out())
        .contains("asset-ota sign BUNDLE.zip --key " + file("a.key"))
        .contains("asset-ota keyring create --product NAME --key " + file("a.pub"))
        .doesNotContain("PRIVATE");
  }

  @Test
  void makesAKeyringThatADeviceCanPin() throws IOException {
    generate("release");

    Ran ran =
        run("keyring create --product kiosk --key release.pub --sign-with release.key -o k.json")
            .succeeds();

    assertThat(ran.out()).contains("Keyring, signed").contains("kiosk").contains("1 of key ");
    assertThat(ran.err()).isEmpty();
    Keyring pinned = Keyring.load(file("k.json"));
    assertThat(pinned.product()).isEqualTo("kiosk");
    assertThat(pinned.expires()).isEmpty();
    assertThat(pinned.keyringRole()).isEqualTo(pinned.releaseRole());
    assertThat(pinned.releaseRole().keys())
        .containsExactly(SigningKey.load(file("release.key")).publicKey());
  }

  @Test
  void severalPeopleSignOneAfterTheOther() {
    generate("build", "alice", "bob");
    JsonNode json =
        run("keyring create --product kiosk --key build.pub --keyring-key alice.pub"
                + " --keyring-key bob.pub --keyring-threshold 2 --sign-with alice.key -o k.json"
                + " --json")
            .succeeds()
            .json();
    assertThat(json.at("/signed").asBoolean()).isFalse();
    assertThat(json.at("/problems/0/message").asText()).contains("1 of the 2 required signatures");
    assertThat(json.at("/releaseRole/threshold").asInt()).isEqualTo(1);
    assertThat(json.at("/keyringRole/keys")).hasSize(2);
    Ran incomplete = run("keyring show k.json");
    assertThat(incomplete.exitCode()).isEqualTo(1);
    assertThat(incomplete.out()).contains("signatures are missing", "2 of key");
    assertThat(incomplete.err()).contains("asset-ota keyring sign");

    run("keyring sign k.json --sign-with bob.key").succeeds();

    assertThat(run("keyring show k.json").succeeds().out()).contains("Keyring, signed");
  }

  @Test
  void aKeyringFollowsTheOneBeforeIt() throws IOException {
    generate("old", "new");
    run("keyring create --product kiosk --key old.pub --sign-with old.key -o k1.json").succeeds();

    run("keyring rotate k1.json --key new.pub --expires 2999-12-31 --sign-with new.key -o k2.json")
        .succeeds();
    assertThat(run("keyring show k2.json").succeeds().err()).isEmpty();
    assertThat(run("keyring show k2.json --after k1.json").exitCode()).isEqualTo(1);
    run("keyring sign k2.json --sign-with old.key --after k1.json").succeeds();
    run("keyring show k2.json --after k1.json").succeeds();

    Keyring followed =
        Keyring.load(file("k1.json")).follow(List.of(SignedKeyring.load(file("k2.json"))));
    assertThat(followed.version()).isEqualTo(2);
    assertThat(followed.expires()).hasToString("Optional[2999-12-31T00:00:00Z]");
    assertThat(followed.keyringRole().keys())
        .containsExactly(SigningKey.load(file("new.key")).publicKey());
    Ran backwards = run("keyring show k1.json --after k2.json --json");
    assertThat(backwards.exitCode()).isEqualTo(1);
    assertThat(backwards.json().at("/problems/0/message").asText())
        .contains("version 1 does not follow version 2");
  }

  /** A key of the build server must not become one that changes keyrings. */
  @Test
  void rotatingTheReleaseKeysLeavesTheKeyringKeysAndThresholds() throws IOException {
    generate("a", "b", "c", "build", "build2");
    run("keyring create --product kiosk --key build.pub --keyring-key a.pub --keyring-key b.pub"
            + " --keyring-threshold 2 --sign-with a.key --sign-with b.key -o k1.json")
        .succeeds();

    run("keyring rotate k1.json --key build2.pub --sign-with a.key --sign-with b.key -o k2.json")
        .succeeds();

    Keyring before = Keyring.load(file("k1.json"));
    Keyring after = Keyring.load(file("k2.json"));
    assertThat(after.keyringRole()).isEqualTo(before.keyringRole());
    assertThat(after.releaseRole()).isNotEqualTo(before.releaseRole());
    assertThat(run("keyring rotate k2.json --keyring-key c.pub -o k3.json").isWrongUsage().err())
        .contains("a threshold is 1 to the number of keys, 1, not 2");
    run("keyring rotate k2.json --keyring-key c.pub --keyring-threshold 1 -o k3.json").succeeds();
  }

  @Test
  void saysWhatIsWrong() throws IOException {
    generate("a");
    assertThat(run("keyring").isWrongUsage().err()).contains("create, rotate, sign, show");
    assertThat(run("keyring create --product kiosk -o k.json").isWrongUsage().err())
        .contains("--key");
    assertThat(run("keyring create --product a/b --key a.pub -o k.json").isWrongUsage().err())
        .contains("letters, digits");
    assertThat(run("keyring create --product a --key a.pub --threshold 2").isWrongUsage().err())
        .contains("threshold is 1 to");
    assertThat(run("keyring create --product a --key a.key -o k.json").fails().err())
        .contains("this is a private key");
    assertThat(
            run("keyring create --product a --key a.pub --sign-with a.pub -o k.json").fails().err())
        .contains("this is a public key");
    assertThat(run("keyring create --product a --key a.pub --expires soon").isWrongUsage().err())
        .contains("'soon' is not a time");
    assertThat(run("keyring show none.json").fails().err()).contains("no such file");
    Files.writeString(file("k.json"), "{}");
    assertThat(run("keyring rotate k.json --key a.pub").fails().err()).contains("k.json");
  }
}
