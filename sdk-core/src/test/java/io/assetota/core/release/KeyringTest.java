package io.assetota.core.release;

import static io.assetota.core.release.TestKeys.ALICE;
import static io.assetota.core.release.TestKeys.BOB;
import static io.assetota.core.release.TestKeys.CAROL;
import static io.assetota.core.release.TestKeys.MALLORY;
import static io.assetota.core.release.TestKeys.role;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyringTest {
  private static final Keyring FIRST = Keyring.pinned("kiosk", role(2, ALICE, BOB));
  private static final Keyring SECOND =
      FIRST.next(Optional.of(TestKeys.END), role(2, BOB, CAROL), role(1, BOB, CAROL));
  private static final Keyring THIRD =
      SECOND.next(Optional.empty(), role(1, CAROL), role(1, CAROL));

  @TempDir private Path folder;

  private static SignedKeyring sign(Keyring keyring, SigningKey... keys) throws AssetException {
    return SignedKeyring.sign(keyring, List.of(keys));
  }

  @Test
  void readsWhatItWrites() throws IOException {
    Path file = folder.resolve("keyring-2.dsse.json");
    sign(SECOND, ALICE, BOB, CAROL).writeTo(file);
    assertThat(SignedKeyring.load(file).unverified()).isEqualTo(SECOND);
    assertThat(Keyring.load(file)).isEqualTo(SECOND);
  }

  @Test
  void followsStepByStep() throws IOException {
    SignedKeyring second = sign(SECOND, ALICE, BOB, CAROL);
    SignedKeyring third = sign(THIRD, BOB, CAROL);
    assertThat(FIRST.follow(List.of())).isEqualTo(FIRST);
    assertThat(FIRST.follow(List.of(second))).isEqualTo(SECOND);
    assertThat(FIRST.follow(List.of(third, second))).isEqualTo(THIRD);
    assertThat(SECOND.follow(List.of(second, third))).isEqualTo(THIRD);
  }

  @Test
  void neverGoesBack() throws IOException {
    SignedKeyring first = sign(FIRST, ALICE, BOB, CAROL);
    SignedKeyring second = sign(SECOND, ALICE, BOB, CAROL);
    assertThat(THIRD.follow(List.of(first, second))).isEqualTo(THIRD);
  }

  @Test
  void leavesNoVersionOut() {
    assertThatThrownBy(() -> FIRST.follow(List.of(sign(THIRD, ALICE, BOB, CAROL))))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("keyring version 3 does not follow version 1");
  }

  @Test
  void needsTheThresholdOfTheKeyringBefore() {
    assertThatThrownBy(() -> FIRST.follow(List.of(sign(SECOND, BOB, CAROL))))
        .hasMessageContaining("keyring version 2 is not signed by the previous keyring: 1 of");
    assertThatThrownBy(() -> FIRST.follow(List.of(sign(SECOND, MALLORY, CAROL))))
        .hasMessageContaining("0 of the 2");
  }

  @Test
  void needsItsOwnThresholdToo() {
    assertThatThrownBy(() -> FIRST.follow(List.of(sign(SECOND, ALICE, BOB))))
        .hasMessageContaining("keyring version 2 is not signed by its own keys: 1 of");
  }

  @Test
  void whoMaySignReleasesMayNotChangeKeys() {
    Keyring split = new Keyring("kiosk", 1, Optional.empty(), role(1, ALICE), role(1, BOB));
    Keyring next = split.next(Optional.empty(), role(1, BOB), role(1, BOB));
    assertThatThrownBy(() -> split.follow(List.of(sign(next, BOB))))
        .hasMessageContaining("the previous keyring");
  }

  @Test
  void staysWithItsProduct() {
    Keyring other = new Keyring("pump", 2, Optional.empty(), role(1, ALICE), role(1, ALICE));
    assertThatThrownBy(() -> FIRST.follow(List.of(sign(other, ALICE, BOB))))
        .hasMessageContaining("is for the product pump, not kiosk");
  }

  @Test
  void twoKeyringsOfOneVersionDoNotMix() throws IOException {
    Keyring rival = FIRST.next(Optional.empty(), role(1, ALICE), role(1, ALICE));
    Keyring first = FIRST.follow(List.of(sign(SECOND, ALICE, BOB, CAROL), sign(rival, ALICE, BOB)));
    assertThat(first).isEqualTo(SECOND);
  }

  @Test
  void aReleaseSignatureIsNoneForAKeyring() throws IOException {
    byte[] payload = KeyringJson.write(SECOND);
    Envelope release =
        Envelope.of(ReleaseJson.TYPE, payload).withSignatures(List.of(ALICE, BOB, CAROL));
    assertThatThrownBy(() -> SignedKeyring.parse(release.toJson()))
        .hasMessageContaining("this is no keyring");
    String renamed =
        new String(release.toJson(), UTF_8).replace(ReleaseJson.TYPE, KeyringJson.TYPE);
    assertThatThrownBy(() -> FIRST.follow(List.of(SignedKeyring.parse(renamed.getBytes(UTF_8)))))
        .hasMessageContaining("0 of the 2");
  }

  @Test
  void pinsOnlyWhatItsOwnKeysSigned() throws IOException {
    Path file = folder.resolve("keyring-1.dsse.json");
    sign(FIRST, ALICE).writeTo(file);
    assertThatThrownBy(() -> Keyring.load(file)).hasMessageContaining("1 of the 2");
    SignedKeyring.load(file).withSignatures(List.of(BOB)).writeTo(file);
    assertThat(Keyring.load(file)).isEqualTo(FIRST);
  }

  @Test
  void aRoleHasRules() {
    TrustedKey alice = ALICE.publicKey();
    assertThatThrownBy(() -> new KeyRole(1, List.of())).hasMessageContaining("1 to 16 keys");
    assertThatThrownBy(() -> new KeyRole(1, List.of(alice, alice)))
        .hasMessageContaining("a key twice");
    assertThatThrownBy(() -> new KeyRole(2, List.of(alice))).hasMessageContaining("threshold");
    assertThatThrownBy(() -> new KeyRole(0, List.of(alice))).hasMessageContaining("threshold");
  }

  @Test
  void refusesWhatBreaksARule() throws IOException {
    String json = new String(KeyringJson.write(SECOND), UTF_8);
    String bob = java.util.Base64.getEncoder().encodeToString(BOB.publicKey().spki());
    for (List<String> change :
        List.of(
            List.of("\"version\":2", "\"version\":0", "version is 0"),
            List.of("\"threshold\":2", "\"threshold\":3", "threshold"),
            List.of("\"threshold\":2", "\"threshold\":17", "not in the range"),
            List.of("\"kiosk\"", "\"a/b\"", "product's name"),
            List.of("\"roles\"", "\"rolls\"", "roles is missing"),
            List.of("\"release\"", "\"releases\"", "release is missing"),
            List.of(bob, "AAAA", "the key is damaged"),
            List.of(bob, "*", "keyring: "))) {
      String changed = json.replace(change.get(0), change.get(1));
      assertThatThrownBy(
              () -> KeyringJson.read(Envelope.of(KeyringJson.TYPE, changed.getBytes(UTF_8))))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining(change.get(2));
    }
  }

  @Test
  void aPinnedKeyringDoesNotBringBackAnOlderOne(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("trust");
    Keyring pinned = Keyring.pinned("kiosk", role(1, ALICE));
    Keyring second = pinned.next(Optional.empty(), role(1, BOB), role(1, BOB));
    TrustState state = TrustState.open(file, pinned);
    state.follow(second);
    state.follow(pinned);
    assertThat(state.keyring()).isEqualTo(second);
    assertThat(TrustState.open(file, pinned).keyring()).isEqualTo(second);
  }
}
