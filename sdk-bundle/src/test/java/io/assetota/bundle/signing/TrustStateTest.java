package io.assetota.bundle.signing;

import static io.assetota.bundle.signing.SigningKit.ALICE;
import static io.assetota.bundle.signing.SigningKit.BOB;
import static io.assetota.bundle.signing.SigningKit.CLOCK;
import static io.assetota.bundle.signing.SigningKit.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.files.Draft;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TrustStateTest {
  private static final Keyring PINNED = Keyring.pinned("kiosk", role(1, ALICE));

  @TempDir private Path folder;

  private Path file() {
    return folder.resolve("trust");
  }

  private TrustState open() throws IOException {
    return TrustState.open(file(), PINNED);
  }

  private TrustReport report(long counter) throws IOException {
    return SigningKit.verify(
        BundleVerifier.forDevice(open(), Platform.LINUX, CLOCK),
        SigningKit.signed(folder, counter, ALICE));
  }

  @Test
  void aNewDeviceHasOnlyItsPinnedKeys() throws IOException {
    TrustState state = open();
    assertThat(state.keyring()).isEqualTo(PINNED);
    assertThat(state.newestRelease()).isEmpty();
    assertThat(state.knownTime()).isEmpty();
    assertThat(file()).doesNotExist();
  }

  @Test
  void remembersAReleaseThatWasInstalled() throws IOException {
    TrustState state = open();
    state.accept(report(3));
    assertThat(state.newestRelease()).hasValue(3);
    assertThat(open().newestRelease()).hasValue(3);
    assertThat(open().knownTime()).contains(SigningKit.BEGIN);
    try (var files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("trust", "bundle.zip");
    }
  }

  @Test
  void acceptsNothingThatIsNotTrusted() throws IOException {
    TrustState state = open();
    TrustReport refused =
        SigningKit.verify(
            BundleVerifier.forDevice(state, Platform.LINUX, CLOCK),
            SigningKit.signed(folder, 3, BOB));
    assertThatThrownBy(() -> state.accept(refused)).isInstanceOf(TrustException.class);
    assertThat(file()).doesNotExist();
  }

  @Test
  void acceptsNothingThatWasVerifiedElsewhere() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(ALICE).sign(file, file, ReleaseTerms.of("pump", 9, SigningKit.BEGIN));
    TrustReport report = SigningKit.verify(BundleVerifier.withKeys(role(1, ALICE), CLOCK), file);
    assertThat(report.problems()).isEmpty();
    assertThatThrownBy(() -> open().accept(report)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aCandidateCountsOnlyWhenItIsAccepted() throws IOException {
    open().accept(report(3));
    TrustReport next = report(5);
    open().noteCandidate(next);
    assertThat(open().newestRelease()).hasValue(3);
    assertThat(open().candidate()).contains(next.release().orElseThrow().application().hash());
    TrustState state = open();
    state.dropCandidate();
    state.acceptCandidate();
    assertThat(open().candidate()).isEmpty();
    assertThat(open().newestRelease()).hasValue(3);

    open().noteCandidate(next);
    open().acceptCandidate();
    assertThat(open().candidate()).isEmpty();
    assertThat(open().newestRelease()).hasValue(5);
  }

  @Test
  void aCandidateThatIsOlderTakesTheCounterNoStepBack() throws IOException {
    TrustReport older = report(2);
    open().accept(report(3));
    open().noteCandidate(older);
    open().acceptCandidate();
    assertThat(open().newestRelease()).hasValue(3);
  }

  @Test
  void aNewPinnedKeyringCounts() throws IOException {
    open().accept(report(3));
    Keyring replaced = Keyring.pinned("kiosk", role(1, BOB));
    TrustState state = TrustState.open(file(), replaced);
    assertThat(state.keyring()).isEqualTo(replaced);
    assertThat(state.newestRelease()).hasValue(3);
  }

  @Test
  void refusesTheStateOfAnotherProduct() throws IOException {
    open().accept(report(3));
    assertThatThrownBy(() -> TrustState.open(file(), Keyring.pinned("pump", role(1, ALICE))))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("belongs to the product kiosk");
  }

  @Test
  void noticesEveryDamage() throws IOException {
    open().accept(report(3));
    byte[] good = Files.readAllBytes(file());
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 1;
      Files.write(file(), bad);
      assertThatThrownBy(this::open)
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("Nothing is installed");
      Files.write(file(), Arrays.copyOf(good, i));
      assertThatThrownBy(this::open).isInstanceOf(AssetException.class);
    }
    Files.write(file(), good);
    assertThat(open().newestRelease()).hasValue(3);
  }

  /** Else older releases were let in again. Also root can't follow a link to itself. */
  @Test
  void aFileThatCanNotBeLookedAtIsNoNewDevice() throws IOException {
    open().accept(report(3));
    Files.delete(file());
    Files.createSymbolicLink(file(), file());
    assertThatThrownBy(this::open)
        .isInstanceOf(IOException.class)
        .hasMessageContaining(file().toString());
  }

  @Test
  void aWriteThatWasCutOffIsForgotten() throws IOException {
    open().accept(report(3));
    Path draft = Draft.again(folder.resolve("trust")).path();
    Files.writeString(draft, "half of");
    TrustState state = open();
    assertThat(state.newestRelease()).hasValue(3);
    state.accept(report(4));
    assertThat(open().newestRelease()).hasValue(4);
    assertThat(draft).doesNotExist();
  }

  @Test
  void whatCannotBeWrittenIsNotNoted() throws IOException {
    TrustState state = open();
    TrustReport report = report(3);
    // A folder that is not empty, so that nothing can take its name.
    Files.createDirectories(folder.resolve("trust/occupied"));
    assertThatThrownBy(() -> state.accept(report)).isInstanceOf(IOException.class);
    assertThat(state.newestRelease()).isEmpty();
  }
}
