package io.assetota.core.bundle.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.application.FileMode;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BundleContentsTest {
  private static BundleContents contents(
      String name, ProductData product, Optional<ApplicationManifest> manifest) throws IOException {
    FirmwareModule application =
        ApplicationModule.wrap(Platform.LINUX, product, 5500, "kiosk.jar", new byte[1]);
    return new BundleContents(
        name, application, List.of(), manifest, List.of(), Optional.empty(), Optional.empty());
  }

  @ParameterizedTest
  @CsvSource({"kiosk.bin,kiosk", ".bin,application", "kiosk,kiosk", "a.bin.bin,a.bin"})
  void aReleaseIsNamedAfterTheFileOfItsApplication(String file, String name) throws IOException {
    assertThat(contents(file, ProductData.NONE, Optional.empty()).releaseName()).isEqualTo(name);
  }

  @Test
  void theVersionIsThatOfTheManifestOrTheProductOrTheModule() throws IOException {
    ProductData product = new ProductData(7, 12);
    BundleContents plain = contents("a.bin", ProductData.NONE, Optional.empty());
    assertThat(plain.releaseVersion())
        .isEqualTo(Integer.toString(plain.application().prefix().moduleVersion()));
    assertThat(contents("a.bin", product, Optional.empty()).releaseVersion()).isEqualTo("12");
    byte[] jar = new byte[1];
    ApplicationManifest manifest =
        ApplicationManifest.of(
                StartCommand.ofJar("kiosk.jar"),
                List.of(
                    new ApplicationEntry.File(
                        new ApplicationPath("kiosk.jar"),
                        FileMode.FILE,
                        jar.length,
                        AssetHash.ofContent(jar))))
            .withVersion("1.0.3");
    assertThat(contents("a.bin", product, Optional.of(manifest)).releaseVersion())
        .isEqualTo("1.0.3");
    assertThat(plain.application().version()).isEqualTo(plain.releaseVersion());
  }
}
