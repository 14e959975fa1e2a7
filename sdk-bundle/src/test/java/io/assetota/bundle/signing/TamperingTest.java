package io.assetota.bundle.signing;

import static io.assetota.bundle.signing.SigningKit.ALICE;
import static io.assetota.bundle.signing.SigningKit.CLOCK;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.bundle.zip.ZipCopy;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.files.DurableFile;
import io.assetota.core.model.AssetHash;
import io.assetota.core.release.BundleVerifier;
import io.assetota.core.release.SignedRelease;
import io.assetota.core.release.TrustProblem;
import io.assetota.core.release.TrustProblem.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("long")
final class TamperingTest {
  private static final BundleVerifier VERIFIER =
      BundleVerifier.withKeys(SigningKit.role(1, ALICE), CLOCK);

  @TempDir private Path folder;

  /** Flips every byte: the bundle is refused, or application and assets are the signed ones. */
  @Test
  void noByteThatMattersCanBeChanged() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    byte[] good = Files.readAllBytes(file);
    List<String> signed = contents(file);
    int refused = 0;
    for (int i = 0; i < good.length; i++) {
      byte[] bad = good.clone();
      bad[i] ^= 0x11;
      Files.write(file, bad);
      try {
        if (SigningKit.verify(VERIFIER, file).isTrusted()) {
          assertThat(contents(file)).as("byte %s", i).isEqualTo(signed);
        } else {
          refused++;
        }
      } catch (BundleException e) {
        refused++;
      }
    }
    // What may change are times and attributes in the zip's headers.
    assertThat(refused).isGreaterThan(good.length * 3 / 4);
  }

  private static List<String> contents(Path file) throws IOException {
    List<String> contents = new ArrayList<>();
    try (Bundle bundle = Bundle.open(file)) {
      List<BundleEntry> entries = new ArrayList<>(bundle.assets());
      entries.add(bundle.application());
      for (BundleEntry entry : entries) {
        try (InputStream in = bundle.openContent(entry)) {
          contents.add(entry.name() + AssetHash.ofContent(in.readAllBytes()));
        }
      }
    }
    return contents;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"kiosk\" | \"pump\"",
        "[43] | [43,12]",
        "\"release\":1 | \"release\":2",
        "2026-01-01 | 2025-01-01",
        "2027-01-01 | 2037-01-01",
        "kiosk.bin | other.bin",
        "logo.png | logo.jpg",
        "\"assets\":[ | \"assets\":[ "
      })
  void noFieldCanBeChanged(String from, String to) throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    byte[] envelope = envelope(file);
    String payload = Dsse.parse(envelope).payload();
    assertThat(payload).contains(from);
    String changed = payload.replace(from, to + (to.endsWith("[") ? " " : ""));
    String json = new String(envelope, UTF_8).replace(Dsse.base64(payload), Dsse.base64(changed));
    put(file, json.getBytes(UTF_8));
    assertKinds(file, Kind.SIGNATURES);
  }

  /** What a key holder signed wrongly is found by comparing it with the bundle. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "[43] | [12] | PLATFORM",
        "kiosk.bin | other.bin | APPLICATION",
        "logo.png | logo.jpg | ASSET_UNEXPECTED,ASSET_MISSING,ASSET_UNEXPECTED,ASSET_MISSING",
        "\"size\":22 | \"size\":23 | ASSET",
        "\"size\":22 | \"size\":-1 | RELEASE",
        "\"assets\" | \"asset\" | RELEASE"
      })
  void whatWasSignedMustBeThere(String from, String to, String kinds) throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    Dsse signed = Dsse.parse(envelope(file));
    assertThat(signed.payload()).contains(from);
    put(file, new Dsse(signed.type(), signed.payload().replace(from, to)).signedBy(ALICE));
    assertKinds(
        file,
        java.util.Arrays.stream(kinds.split(",", -1)).map(Kind::valueOf).toArray(Kind[]::new));
  }

  @Test
  void refusesAnEnvelopeThatIsNone() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    put(file, "{}".getBytes(UTF_8));
    assertKinds(file, Kind.ENVELOPE);
    put(file, new byte[8 * 1024 * 1024 + 1]);
    assertKinds(file, Kind.ENVELOPE);
  }

  @Test
  void beforeTheAssetsAreThereTheirHashesAreCompared() throws IOException {
    Path file = SigningKit.signed(folder, 1, ALICE);
    byte[] bytes = Files.readAllBytes(file);
    Optional<BundleEntry> logo;
    try (Bundle bundle = Bundle.open(file)) {
      logo = bundle.asset("logo.png");
      assertThat(VERIFIER.verifyRelease(bundle).problems()).isEmpty();
    }
    // Damage in an asset's data, which is not read yet.
    bytes[(int) logo.orElseThrow().range().end() - 20] ^= 1;
    Files.write(file, bytes);
    try (Bundle bundle = Bundle.open(file)) {
      assertThat(VERIFIER.verifyRelease(bundle).problems()).isEmpty();
      assertThat(VERIFIER.verifyAll(bundle).problems())
          .extracting(TrustProblem::kind)
          .containsExactly(Kind.ASSET);
    }
  }

  private static byte[] envelope(Path file) throws IOException {
    try (Bundle bundle = Bundle.open(file)) {
      return SignedRelease.read(bundle).toJson();
    }
  }

  private static void put(Path file, byte[] envelope) throws IOException {
    try (var channel = java.nio.channels.FileChannel.open(file);
        Bundle bundle = Bundle.open(channel)) {
      ZipCopy copy = ZipCopy.of(bundle, channel, java.util.Map.of(SignedRelease.ENTRY, envelope));
      DurableFile.replace(file, copy::writeTo);
    }
  }

  private static void assertKinds(Path file, Kind... kinds) throws IOException {
    assertThat(SigningKit.verify(VERIFIER, file).problems())
        .extracting(TrustProblem::kind)
        .containsExactly(kinds);
  }
}
