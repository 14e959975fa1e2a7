package io.assetota.core.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.Vectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What the tests of hostile bundles share: bundles that are right but for one thing. */
final class Verdict {
  static final byte[] TEXT = Vectors.bytes("assets/a.txt");
  static final byte[] JSON = Vectors.bytes("assets/config.json");
  static final byte[] LOGO = Vectors.bytes("assets/logo.bin");

  private static final int MAX_KEPT = 8 * 1024;

  private Verdict() {}

  /** The tracker's application with dependencies on some assets: name, content, name, content... */
  static byte[] application(Object... assets) {
    List<AssetReference> references = new ArrayList<>();
    for (int i = 0; i < assets.length; i += 2) {
      references.add(
          new AssetReference((String) assets[i], AssetHash.ofContent((byte[]) assets[i + 1])));
    }
    try {
      FirmwareModule plain = FirmwareModule.parse(Vectors.bytes("apps/tracker.bin"));
      return references.isEmpty()
          ? plain.toByteArray()
          : ModuleEditor.edit(plain).withAssetDependencies(references).toByteArray();
    } catch (AssetException e) {
      throw new IllegalStateException(e);
    }
  }

  /** A right bundle of app.bin, a.txt and logo.bin, whose entry a.txt is forged. */
  static ForgedZip forgedText(Consumer<ForgedZip.Entry> forgery) {
    return new ForgedZip()
        .add("app.bin", application("a.txt", TEXT, "logo.bin", LOGO))
        .add("assets/a.txt", TEXT, forgery)
        .add("assets/logo.bin", LOGO);
  }

  static ForgedZip right() {
    return forgedText(e -> {});
  }

  static BundleReport verify(byte[] bundle) {
    return verify(bundle, VerifyOptions.DEFAULT);
  }

  static BundleReport verify(byte[] bundle, VerifyOptions options) {
    try {
      keep(bundle);
      return Bundle.verify(new Channel(bundle), options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * With -Dhostile.inputs=FOLDER, keeps what is verified: so the inputs of the fuzz tests and of
   * the tests of the commands are made anew.
   */
  private static void keep(byte[] bundle) throws IOException {
    String folder = System.getProperty("hostile.inputs");
    if (folder != null && bundle.length > 22 && bundle.length < MAX_KEPT) {
      String name = AssetHash.ofContent(bundle).abbreviated() + ".zip";
      Files.write(Files.createDirectories(Path.of(folder)).resolve(name), bundle);
    }
  }

  static BundleReport verify(ForgedZip zip) {
    return verify(zip.build());
  }

  static VerifyOptions platform(String name) {
    return VerifyOptions.DEFAULT.withPlatform(Platform.byName(name).orElseThrow());
  }

  /** The one problem is at the entry's header in the directory. */
  static void assertHeaderRefused(
      ForgedZip zip, int index, BundleProblem.Kind kind, String message) {
    BundleReport report = verify(zip);
    assertOne(report, kind, zip.entries.get(index).headerOffset, message);
    assertThat(report.problems().get(0).entry()).isPresent();
  }

  /** The one problem is at the entry itself. */
  static void assertEntryRefused(
      ForgedZip zip, int index, BundleProblem.Kind kind, String message) {
    BundleReport report = verify(zip);
    assertOne(report, kind, zip.entries.get(index).offset, message);
    assertThat(report.problems().get(0).entry())
        .contains(new String(zip.entries.get(index).name, UTF_8));
  }

  /** The one problem concerns the whole file. */
  static void assertBundleRefused(
      ForgedZip zip, long offset, BundleProblem.Kind kind, String message) {
    assertOne(verify(zip), kind, offset, message);
  }

  static void assertOne(BundleReport report, BundleProblem.Kind kind, long offset, String message) {
    assertThat(report.problems())
        .extracting(BundleProblem::kind, p -> p.offset().orElse(-1))
        .as("%s", report.problems())
        .containsExactly(tuple(kind, offset));
    assertThat(report.problems().get(0).message()).contains(message);
    assertThat(report.isValid()).isFalse();
  }

  /** Several problems, or consequences of one. */
  static void assertAmong(BundleReport report, BundleProblem.Kind kind, String message) {
    assertThat(report.problems())
        .as("%s", report.problems())
        .anySatisfy(
            p -> {
              assertThat(p.kind()).isEqualTo(kind);
              assertThat(p.toString()).contains(message);
            });
  }
}
