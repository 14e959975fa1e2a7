package io.assetota.bundle.signing;

import static io.assetota.bundle.signing.SigningKit.ALICE;
import static io.assetota.bundle.signing.SigningKit.BOB;
import static io.assetota.bundle.signing.SigningKit.CLOCK;
import static io.assetota.bundle.signing.SigningKit.role;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.KeyRole;
import io.assetota.core.release.Keyring;
import io.assetota.core.release.Release;
import io.assetota.core.release.ReleaseFile;
import io.assetota.core.release.SignedKeyring;
import io.assetota.core.release.SignedRelease;
import io.assetota.core.release.SigningKey;
import io.assetota.core.release.TrustException;
import io.assetota.core.release.TrustReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class BundleSignerTest {
  @TempDir private Path folder;

  private static void assertTrusted(Path file, KeyRole role) throws IOException {
    TrustReport report = SigningKit.verify(BundleVerifier.withKeys(role, CLOCK), file);
    assertThat(report.problems()).isEmpty();
    assertThat(Bundle.verify(file, VerifyOptions.DEFAULT).problems()).isEmpty();
    assertThat(Bundle.verify(file, VerifyOptions.DEFAULT).warnings()).isEmpty();
  }

  @Test
  void putsSignaturesBehindEverythingElse() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    byte[] before = Files.readAllBytes(file);
    Path target = folder.resolve("signed.zip");

    Release release = BundleSigner.with(ALICE).sign(file, target, SigningKit.terms(1));

    assertThat(file).hasBinaryContent(before);
    assertTrusted(target, role(1, ALICE));
    assertThat(release.platforms()).containsExactly(43);
    assertThat(release.assets())
        .extracting(ReleaseFile::name)
        .containsExactly("logo.png", "sound.wav");
    try (Bundle in = Bundle.open(file);
        Bundle out = Bundle.open(target)) {
      long end = in.entries().get(in.entries().size() - 1).range().end();
      byte[] after = Files.readAllBytes(target);
      assertThat(Arrays.copyOf(after, (int) end)).isEqualTo(Arrays.copyOf(before, (int) end));
      assertThat(out.entries()).hasSize(in.entries().size() + 1);
      assertThat(out.entries().get(in.entries().size()).name())
          .isEqualTo("META-INF/release.dsse.json");
    }
  }

  @Test
  void isReadByOthers() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    try (ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(zip.stream().filter(e -> e.getName().indexOf('/') < 0).map(ZipEntry::getName))
          .containsExactly("kiosk.bin");
      ZipEntry entry = zip.getEntry("META-INF/release.dsse.json");
      try (InputStream in = zip.getInputStream(entry)) {
        assertThat(Dsse.parse(in.readAllBytes()).type())
            .isEqualTo("application/vnd.asset-ota.release+json;version=1");
      }
    }
  }

  @Test
  void givesTheSameBytesAgain() throws IOException {
    byte[] first = Files.readAllBytes(SigningKit.signed(folder, 1, ALICE, BOB));
    byte[] second = Files.readAllBytes(SigningKit.signed(folder, 1, BOB, ALICE));
    assertThat(first).isEqualTo(second);
  }

  @Test
  void signsAnew() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    byte[] first = Files.readAllBytes(file);
    BundleSigner.with(BOB).sign(file, file, SigningKit.terms(2));
    assertTrusted(file, role(1, BOB));
    assertThat(SigningKit.verify(BundleVerifier.withKeys(role(1, ALICE), CLOCK), file).isTrusted())
        .isFalse();
    BundleSigner.with(ALICE).sign(file, file, SigningKit.terms(1));
    assertThat(file).hasBinaryContent(first);
  }

  @Test
  void severalPeopleSignOneAfterTheOther() throws IOException {
    Path together = folder.resolve("together.zip");
    Files.copy(SigningKit.signed(folder, 1, ALICE, BOB), together);
    Path file = SigningKit.signed(folder, 1, ALICE);

    Release release = BundleSigner.with(BOB).addSignatures(file, file);
    assertThat(release.counter()).isEqualTo(1);
    assertTrusted(file, role(2, ALICE, BOB));
    assertThat(file).hasSameBinaryContentAs(together);

    BundleSigner.with(BOB).addSignatures(file, file);
    assertThat(file).hasSameBinaryContentAs(together);
  }

  @Test
  void addsNoSignatureToWhatIsNotInTheBundle() throws IOException {
    Path signed = Files.copy(SigningKit.signed(folder, 1, ALICE), folder.resolve("signed.zip"));
    Path other = SigningKit.bundle(folder, "other");
    transplant(signed, other);
    assertThatThrownBy(() -> BundleSigner.with(BOB).addSignatures(other, other))
        .isInstanceOf(TrustException.class)
        .hasMessageContaining("the application is");
    Path unsigned = SigningKit.bundle(folder, "other");
    assertThatThrownBy(() -> BundleSigner.with(BOB).addSignatures(unsigned, unsigned))
        .hasMessageContaining("is not signed");
  }

  /** Puts the signatures of one bundle into another. */
  static void transplant(Path from, Path to) throws IOException {
    List<String> names;
    byte[] envelope;
    try (ZipFile zip = new ZipFile(from.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(SignedRelease.ENTRY))) {
      envelope = in.readAllBytes();
    }
    List<byte[]> contents = new ArrayList<>();
    try (ZipFile zip = new ZipFile(to.toFile())) {
      names = new ArrayList<>(zip.stream().map(ZipEntry::getName).toList());
      for (String name : names) {
        try (InputStream in = zip.getInputStream(zip.getEntry(name))) {
          contents.add(in.readAllBytes());
        }
      }
    }
    names.add(0, SignedRelease.ENTRY);
    contents.add(0, envelope);
    zip(to, names, contents);
  }

  private static void zip(Path file, List<String> names, List<byte[]> contents) throws IOException {
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (int i = 0; i < names.size(); i++) {
        zip.putNextEntry(new ZipEntry(names.get(i)));
        zip.write(contents.get(i));
      }
      zip.setComment("made elsewhere");
    }
  }

  @Test
  void replacesASignatureInFrontOfTheOthers() throws IOException {
    Path signed = Files.copy(SigningKit.signed(folder, 1, ALICE), folder.resolve("signed.zip"));
    Path file = SigningKit.bundle(folder, "release 1");
    transplant(signed, file);
    try (Bundle bundle = Bundle.open(file)) {
      assertThat(bundle.entries().get(0).name()).isEqualTo(SignedRelease.ENTRY);
    }
    assertTrusted(file, role(1, ALICE));

    BundleSigner.with(BOB).sign(file, file, SigningKit.terms(5));
    assertTrusted(file, role(1, BOB));
    try (Bundle bundle = Bundle.open(file);
        ZipFile zip = new ZipFile(file.toFile())) {
      assertThat(bundle.entries().stream().map(BundleEntry::name))
          .containsExactly("kiosk.bin", "assets/logo.png", "assets/sound.wav", SignedRelease.ENTRY);
      assertThat(zip.getComment()).isEqualTo("made elsewhere");
    }
  }

  @Test
  void bringsKeyrings() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    Keyring first = Keyring.pinned("kiosk", role(1, ALICE));
    Keyring second = first.next(Optional.empty(), role(1, BOB), role(1, BOB));
    SignedKeyring signed = SignedKeyring.sign(second, List.of(ALICE, BOB));
    BundleSigner.with(BOB).withKeyrings(List.of(signed)).sign(file, file, SigningKit.terms(1));
    assertTrusted(file, role(1, BOB));
    // It stays when the bundle is signed anew.
    BundleSigner.with(BOB).sign(file, file, SigningKit.terms(2));
    try (Bundle bundle = Bundle.open(file)) {
      try (InputStream in = bundle.openContent(bundle.entry(signed.entry()).orElseThrow())) {
        assertThat(SignedKeyring.parse(in.readAllBytes()).unverified()).isEqualTo(second);
      }
    }
  }

  @Test
  void signsOnlyWhatIsValid() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    byte[] bytes = Files.readAllBytes(file);
    bytes[60] ^= 1;
    Files.write(file, bytes);
    assertThatThrownBy(() -> BundleSigner.with(ALICE).sign(file, file, SigningKit.terms(1)))
        .isInstanceOf(BundleException.class);
    assertThat(file).hasBinaryContent(bytes);
  }

  @Test
  void signsOnlyForThePlatformOfTheApplication() throws IOException {
    Path file = SigningKit.bundle(folder, "one");
    assertThatThrownBy(
            () ->
                BundleSigner.with(ALICE)
                    .sign(file, file, SigningKit.terms(1).withPlatforms(Set.of(12))))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("platform 43");
    Release release =
        BundleSigner.with(ALICE)
            .sign(file, file, SigningKit.terms(1).withPlatforms(Set.of(12, 43)));
    assertThat(release.platforms()).containsExactly(12, 43);
  }

  @Test
  void aFailureLeavesTheTarget() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    byte[] before = Files.readAllBytes(file);
    List<SigningKey> many = new ArrayList<>(Collections.nCopies(17, ALICE));
    many.replaceAll(k -> SigningKey.generate(new java.security.SecureRandom()));
    assertThatThrownBy(() -> BundleSigner.with(many).sign(file, file, SigningKit.terms(1)))
        .hasMessageContaining("17 signatures");
    assertThat(file).hasBinaryContent(before);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
  }
}
