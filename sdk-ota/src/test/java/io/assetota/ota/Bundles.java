package io.assetota.ota;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Bundles for tests. */
public final class Bundles {
  private Bundles() {}

  public static FirmwareModule application(int version) throws IOException {
    byte[] payload = new byte[2000];
    new Random(version).nextBytes(payload);
    return ApplicationModule.wrap(
        Platform.LINUX, new ProductData(0xffff, version), 5500, "app.jar", payload);
  }

  public static Path build(Path file, int version, Map<String, byte[]> assets) throws IOException {
    BundleBuilder builder = BundleBuilder.forApplication(application(version));
    assets.forEach(builder::asset);
    return builder.writeTo(file).file();
  }

  /** Assets that don't compress, so that lengths are what they seem. */
  public static Map<String, byte[]> noise(int count, int size, int seed) {
    Map<String, byte[]> assets = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      assets.put("asset" + i + ".bin", noise(size, seed * 1000 + i));
    }
    return assets;
  }

  public static byte[] noise(int size, int seed) {
    byte[] content = new byte[size];
    new Random(seed).nextBytes(content);
    return content;
  }
}
