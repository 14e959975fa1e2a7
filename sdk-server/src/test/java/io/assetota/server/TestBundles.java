package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleEditor;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Bundles to upload. */
public final class TestBundles {
  static final Platform TRACKER = Platform.byName("tracker").orElseThrow();

  private TestBundles() {}

  /** A bundle for a Linux gateway with one text asset. */
  public static Path small(Path folder, int version) throws IOException {
    return build(
        folder,
        Platform.LINUX,
        version,
        "kiosk.jar",
        Map.of("a.txt", ("text " + version).getBytes(UTF_8)));
  }

  static Path build(
      Path folder, Platform platform, int version, String name, Map<String, byte[]> assets)
      throws IOException {
    Path file = folder.resolve(name + "-" + version + ".zip");
    BundleBuilder builder =
        BundleBuilder.forApplication(
            ApplicationModule.wrap(
                platform, new ProductData(1234, version), 5500, name, noise(version, 2000)),
            name + ".bin");
    assets.forEach(builder::asset);
    builder.writeTo(file);
    return file;
  }

  /** What no builder makes: an intact bundle whose one asset is too large for its platform. */
  static Path tooLarge(Path folder) throws IOException {
    byte[] content = noise(1, 3_000_000);
    FirmwareModule application =
        ModuleEditor.edit(
                ApplicationModule.wrap(
                    TRACKER, new ProductData(1234, 1), 5500, "app", noise(1, 2000)))
            .withAssetDependencies(
                List.of(new AssetReference("big.bin", AssetHash.ofContent(content))));
    Path file = folder.resolve("too-large.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("application.bin"));
      application.writeTo(zip);
      zip.putNextEntry(new ZipEntry("assets/big.bin"));
      zip.write(content);
    }
    return file;
  }

  /** Bytes that don't compress. */
  static byte[] noise(long seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
