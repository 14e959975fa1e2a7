package io.assetota.bundle.signing;

import static io.assetota.bundle.signing.SigningKit.ALICE;
import static io.assetota.bundle.signing.SigningKit.BEGIN;
import static io.assetota.bundle.signing.SigningKit.BOB;
import static io.assetota.bundle.signing.SigningKit.CAROL;
import static io.assetota.bundle.signing.SigningKit.CLOCK;
import static io.assetota.bundle.signing.SigningKit.END;
import static io.assetota.bundle.signing.SigningKit.MALLORY;
import static io.assetota.bundle.signing.SigningKit.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.Platform;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.ReleaseTerms;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustProblem;
import io.assetota.core.release.TrustProblem.Kind;
import io.assetota.core.release.TrustReport;
import io.assetota.core.release.TrustState;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleVerifierTest {
  private static final Keyring KEYRING = Keyring.pinned("kiosk", role(1, ALICE));

  @TempDir private Path folder;
  private Path stateFile;

  @BeforeEach
  void places() {
    stateFile = folder.resolve("trust");
  }

  private TrustState state() throws IOException {
    return TrustState.open(stateFile, KEYRING);
  }

  private BundleVerifier at(Instant time) throws IOException {
    return BundleVerifier.forDevice(state(), Platform.LINUX, InstantSource.fixed(time));
  }

  private BundleVerifier device() throws IOException {
    return at(SigningKit.NOW);
  }

  private static void assertProblems(BundleVerifier verifier, Path file, Kind... kinds)
      throws IOException {
    TrustReport report = SigningKit.verify(verifier, file);
    assertThat(report.problems()).extracting(TrustProblem::kind).containsExactly(kinds);
    assertThat(report.isTrusted()).isEqualTo(kinds.length == 0);
  }

  private void install(long counter) throws IOException {
    TrustState state = state();
    Path file = SigningKit.signed(folder, counter, ALICE);
    state.accept(SigningKit.verify(BundleVerifier.forDevice(state, Platform.LINUX, CLOCK), file));
  }

  @Test
  void trustsWhatIsSigned() throws IOException {
    TrustReport report = SigningKit.verify(device(), SigningKit.signed(folder, 1, ALICE));
    report.requireTrusted();
    assertThat(report.signers()).containsExactly(ALICE.publicKey());
    assertThat(report.release().orElseThrow().counter()).isEqualTo(1);
    assertThat(report.application().orElseThrow().assetDependencies()).hasSize(2);
  }

  @Test
  void refusesAnUnsignedBundle() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    assertProblems(device(), file, Kind.UNSIGNED);
    assertThatThrownBy(() -> SigningKit.verify(device(), file).requireTrusted())
        .isInstanceOf(TrustException.class)
        .hasMessage("not trusted: the bundle is not signed: it has no META-INF/release.dsse.json");
  }

  @Test
  void withoutAKeyringEverythingIsTrusted() throws IOException {
    assertProblems(BundleVerifier.withoutKeys(), SigningKit.bundle(folder, "one"));
    assertProblems(BundleVerifier.withoutKeys(), SigningKit.signed(folder, 1, MALLORY));
  }

  @Test
  void refusesAStrangersSignature() throws IOException {
    assertProblems(device(), SigningKit.signed(folder, 1, MALLORY), Kind.SIGNATURES);
  }

  @Test
  void countsSignatures() throws IOException {
    BundleVerifier two = BundleVerifier.withKeys(role(2, ALICE, BOB, CAROL), CLOCK);
    assertProblems(two, SigningKit.signed(folder, 1, ALICE), Kind.SIGNATURES);
    assertProblems(two, SigningKit.signed(folder, 1, ALICE, MALLORY), Kind.SIGNATURES);
    assertProblems(two, SigningKit.signed(folder, 1, ALICE, CAROL));
    assertProblems(two, SigningKit.signed(folder, 1, ALICE, BOB, CAROL, MALLORY));
  }

  @Test
  void aReleaseIsValidFromItsFirstSecondToItsLast() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    assertProblems(at(BEGIN.minusNanos(1)), file, Kind.NOT_YET_VALID);
    assertProblems(at(BEGIN), file);
    assertProblems(at(END.minusNanos(1)), file);
    assertProblems(at(END), file, Kind.EXPIRED);
  }

  @Test
  void aClockThatWasSetBackIsNotBelieved() throws IOException {
    Path later = SigningKit.bundle(folder, "later");
    ReleaseTerms terms = ReleaseTerms.of("kiosk", 3, END.plusSeconds(10));
    BundleSigner.with(ALICE).sign(later, later, terms);
    TrustState state = state();
    state.accept(SigningKit.verify(at(END.plusSeconds(20)), later));
    assertThat(state().knownTime()).contains(END.plusSeconds(10));
    Path old = SigningKit.signed(folder, 4, ALICE);
    assertProblems(at(SigningKit.NOW), old, Kind.EXPIRED);
    assertProblems(at(SigningKit.NOW).withoutReliableClock(), old, Kind.EXPIRED);
  }

  @Test
  void aClockThatIsNotReliableIsNotAsked() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    assertProblems(at(Instant.EPOCH).withoutReliableClock(), file);
    assertProblems(at(Instant.MAX).withoutReliableClock(), file);
  }

  @Test
  void refusesAnOlderReleaseAlsoAfterARestart() throws IOException {
    install(5);
    assertProblems(device(), SigningKit.signed(folder, 4, ALICE), Kind.ROLLBACK);
    assertProblems(device(), SigningKit.signed(folder, 5, ALICE));
    assertProblems(device(), SigningKit.signed(folder, 6, ALICE));
  }

  @Test
  void aReleaseThatWasOnlyLookedAtDoesNotBlockOlderOnes() throws IOException {
    assertProblems(device(), SigningKit.signed(folder, 9, ALICE));
    assertProblems(device(), SigningKit.signed(folder, 8, ALICE));
  }

  @Test
  void theOwnerMayAllowADowngrade() throws IOException {
    install(5);
    Path older = SigningKit.signed(folder, 4, ALICE);
    TrustState state = state();
    BundleVerifier verifier =
        BundleVerifier.forDevice(state, Platform.LINUX, CLOCK).allowingDowngrade();
    state.accept(SigningKit.verify(verifier, older));
    assertThat(state().newestRelease()).hasValue(5);
    assertProblems(device(), older, Kind.ROLLBACK);
  }

  @Test
  void aCounterCannotBeUsedTwice() throws IOException {
    install(5);
    Path other = SigningKit.bundle(folder, "another application");
    BundleSigner.with(ALICE).sign(other, other, SigningKit.terms(5));
    assertProblems(device(), other, Kind.COUNTER_REUSED);
  }

  @Test
  void theSameReleaseMayBeSignedAnewForLonger() throws IOException {
    install(5);
    Path file = SigningKit.bundle(folder, "release 5");
    BundleSigner.with(ALICE).sign(file, file, SigningKit.terms(5).withExpiry(END.plusSeconds(1)));
    assertProblems(at(END), file);
  }

  @Test
  void refusesAnotherProductAndPlatform() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(ALICE).sign(file, file, ReleaseTerms.of("pump", 1, BEGIN));
    assertProblems(device(), file, Kind.PRODUCT);
    Platform tracker = Platform.byName("tracker").orElseThrow();
    assertProblems(
        BundleVerifier.forDevice(state(), tracker, CLOCK), file, Kind.PRODUCT, Kind.PLATFORM);
  }

  @Test
  void tellsEveryProblem() throws IOException {
    install(5);
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(ALICE)
        .sign(file, file, ReleaseTerms.of("pump", 1, BEGIN).withExpiry(SigningKit.NOW));
    assertProblems(device(), file, Kind.EXPIRED, Kind.PRODUCT, Kind.ROLLBACK);
  }

  @Test
  void theSignaturesOfAnotherBundleDoNotHelp() throws IOException {
    Path signed = folder.resolve("signed.zip");
    java.nio.file.Files.copy(SigningKit.signed(folder, 1, ALICE), signed);
    Path other = SigningKit.bundle(folder, "release 2");
    BundleSignerTest.transplant(signed, other);
    assertProblems(device(), other, Kind.APPLICATION, Kind.ASSET);
  }

  @Test
  void followsANewerKeyringForGood() throws IOException {
    Keyring second = KEYRING.next(Optional.of(END), role(1, BOB), role(1, BOB, CAROL));
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(CAROL)
        .withKeyrings(List.of(SignedKeyring.sign(second, List.of(ALICE, BOB))))
        .sign(file, file, SigningKit.terms(1));
    assertProblems(device(), file);
    assertThat(state().keyring()).isEqualTo(second);
    // From now on the old key is worth nothing, also after a restart.
    assertProblems(device(), SigningKit.signed(folder, 2, ALICE), Kind.SIGNATURES);
    assertProblems(device(), SigningKit.signed(folder, 2, CAROL));
    assertProblems(
        at(END), SigningKit.signed(folder, 2, CAROL), Kind.KEYRING_EXPIRED, Kind.EXPIRED);
  }

  @Test
  void aWithdrawnKeyStaysSoWhateverBecomesOfTheBundle() throws IOException {
    Keyring second = KEYRING.next(Optional.empty(), role(1, BOB), role(1, BOB));
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(ALICE)
        .withKeyrings(List.of(SignedKeyring.sign(second, List.of(ALICE, BOB))))
        .sign(file, file, SigningKit.terms(1));
    assertProblems(device(), file, Kind.SIGNATURES);
    assertThat(state().keyring()).isEqualTo(second);
  }

  @Test
  void refusesAKeyringThatNobodySigned() throws IOException {
    Keyring second = KEYRING.next(Optional.empty(), role(1, MALLORY), role(1, MALLORY));
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(MALLORY)
        .withKeyrings(List.of(SignedKeyring.sign(second, List.of(MALLORY))))
        .sign(file, file, SigningKit.terms(1));
    assertProblems(device(), file, Kind.KEYRING);
    assertThat(state().keyring()).isEqualTo(KEYRING);
  }

  @Test
  void anExpiredKeyringOnTheWayIsGoodEnough() throws IOException {
    Keyring second = KEYRING.next(Optional.of(BEGIN), role(1, BOB), role(1, BOB));
    Keyring third = second.next(Optional.of(END), role(1, CAROL), role(1, CAROL));
    Path file = SigningKit.bundle(folder, "one");
    BundleSigner.with(CAROL)
        .withKeyrings(
            List.of(
                SignedKeyring.sign(second, List.of(ALICE, BOB)),
                SignedKeyring.sign(third, List.of(BOB, CAROL))))
        .sign(file, file, SigningKit.terms(1));
    assertProblems(device(), file);
    assertThat(state().keyring()).isEqualTo(third);
  }
}
