package io.assetota.core.bundle;

import static io.assetota.core.bundle.Verdict.TEXT;
import static io.assetota.core.model.ForeignText.assertPrintable;
import static io.assetota.core.model.ForeignText.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.check.EnvironmentJson;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleReport;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a bundle or a file of others holds, what is told of it is printable. */
class ForeignTextTest {
  private static void assertVerdictIsPrintable(ForgedZip zip) throws IOException {
    BundleReport report = Verdict.verify(zip.build());
    assertThat(report.isValid()).isFalse();
    report.problems().forEach(p -> assertPrintable(p.toString()));
    report.warnings().forEach(w -> assertPrintable(w.toString()));
    assertRefused(report::requireValid);
    try (Bundle bundle = Bundle.open(new Channel(zip.build()))) {
      bundle.warnings().forEach(w -> assertPrintable(w.toString()));
    } catch (BundleException e) {
      assertPrintable(e.getMessage());
    }
  }

  @ParameterizedTest
  @MethodSource("io.assetota.core.model.ForeignText#names")
  void noMessageHoldsARawControlCharacter(String text) throws IOException {
    for (String hostile : List.of(text, "assets/" + text, "../" + text)) {
      assertVerdictIsPrintable(Verdict.forgedText(e -> {}).add(hostile, TEXT).add(hostile, TEXT));
      assertVerdictIsPrintable(Verdict.forgedText(e -> e.localName = hostile.getBytes(UTF_8)));
      assertRefused(() -> EnvironmentJson.parse(("{\"" + hostile + "\": 1}").getBytes(UTF_8)));
      assertRefused(() -> EnvironmentJson.parse(("{" + hostile).getBytes(UTF_8)));
      assertRefused(
          () -> EnvironmentJson.parse(("{\"\\u001b" + text + "\": \"\"}").getBytes(UTF_8)));
    }
  }
}
