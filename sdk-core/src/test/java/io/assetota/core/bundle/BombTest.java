package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.LOGO;
import static io.assetota.core.bundle.Verdict.TEXT;
import static io.assetota.core.bundle.Verdict.application;
import static io.assetota.core.bundle.Verdict.assertAmong;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleProblem.Kind;
import io.assetota.core.bundle.report.BundleReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What would become much is not inflated beyond what it claims, or not at all. */
@Tag("long")
class BombTest {
  private static final int BOMB = 300 << 20;

  private final byte[] app = application("a.txt", TEXT);
  private Verification verification;

  /** An entry that claims to be the zeros that it is, without anybody ever having them. */
  private static ForgedZip withBomb(ForgedZip zip, String name, int size) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      byte[] chunk = new byte[1 << 20];
      for (int left = size; left > 0; left -= chunk.length) {
        out.write(chunk, 0, Math.min(left, chunk.length));
      }
    } finally {
      deflater.end();
    }
    return zip.add(
        name,
        TEXT,
        e -> {
          e.pack(packed.toByteArray());
          e.size = size;
          e.localSize = size;
        });
  }

  private BundleReport verify(ForgedZip zip, VerifyOptions options) throws IOException {
    verification = new Verification(new Channel(zip.build()), options);
    return verification.run();
  }

  private BundleReport verify(ForgedZip zip) throws IOException {
    return verify(zip, VerifyOptions.DEFAULT);
  }

  @Test
  void whatTheApplicationDoesNotNameIsRefusedForThatAndNotInflated() throws IOException {
    ForgedZip zip = new ForgedZip().add("app.bin", app).add("assets/a.txt", TEXT);
    BundleReport report = verify(withBomb(zip, "assets/bomb", BOMB));

    assertThat(report.problems())
        .extracting(BundleProblem::kind)
        .containsExactly(Kind.ASSET_UNEXPECTED);
    assertThat(verification.inflated()).isEqualTo(app.length + TEXT.length);
  }

  @Test
  void itDoesNotMatterThatTheBombStandsInFrontOfTheApplication() throws IOException {
    ForgedZip zip = withBomb(new ForgedZip(), "assets/bomb", BOMB);
    BundleReport report = verify(zip.add("app.bin", app).add("assets/a.txt", TEXT));

    assertThat(report.problems())
        .extracting(BundleProblem::kind)
        .containsExactly(Kind.ASSET_UNEXPECTED);
    assertThat(verification.inflated()).isEqualTo(app.length + TEXT.length);
  }

  @Test
  void lookingForAnAssetUnderAnotherNameHasAnEnd() throws IOException {
    ForgedZip zip = withBomb(new ForgedZip().add("app.bin", app), "assets/bomb", BOMB);
    for (int i = 0; i < 5; i++) {
      withBomb(zip, "assets/" + i, 1 << 20);
    }
    BundleReport report = verify(zip.add("assets/b.txt", TEXT));

    assertAmong(report, Kind.ASSET_MISSING, "needs the asset a.txt");
    assertThat(verification.inflated()).isBetween((long) app.length, app.length + (2L << 20));
  }

  @Test
  void theHeaderOfWhatIsNotInflatedIsCheckedAllTheSame() throws IOException {
    ForgedZip zip = new ForgedZip().add("app.bin", app).add("assets/a.txt", TEXT);
    zip.add("assets/logo.bin", LOGO, e -> e.localCrc ^= 1);

    assertThat(verify(zip).problems())
        .extracting(BundleProblem::kind)
        .containsExactly(Kind.HEADER_MISMATCH, Kind.ASSET_UNEXPECTED);
    assertThat(verification.inflated()).isEqualTo(app.length + TEXT.length);
  }

  @Test
  void whatHoldsMoreThanItClaimsEndsAtItsClaim() throws IOException {
    ForgedZip zip = withBomb(new ForgedZip().add("app.bin", app), "assets/a.txt", 3 << 20);
    zip.entries.get(1).size = TEXT.length;
    zip.entries.get(1).localSize = TEXT.length;

    assertAmong(verify(zip), Kind.SIZE_MISMATCH, "holds more than the 13 bytes");
    assertThat(verification.inflated()).isLessThanOrEqualTo(app.length + TEXT.length + 1L);
  }

  @Test
  void whatClaimsMoreThanIsAllowedIsNotInflated() throws IOException {
    ForgedZip zip = withBomb(new ForgedZip().add("app.bin", app), "assets/a.txt", BOMB);
    VerifyOptions options =
        VerifyOptions.DEFAULT.withLimits(BundleLimits.DEFAULT.withContentSize(1 << 20));

    assertAmong(verify(zip, options), Kind.TOO_MUCH_CONTENT, "assets/a.txt");
    assertThat(verification.inflated()).isEqualTo(app.length);
  }
}
