package io.assetota.cli.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.bundle.BundleBuilder;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A release of an application: its version, its platform, and its assets by name. Another version
 * is another application.
 */
record Release(int version, Platform platform, Map<String, String> assets) {
  private static final int DEVICE_OS_5_5_0 = 5500;

  static Release of(int version, Map<String, String> assets) {
    return new Release(version, Platform.LINUX, assets);
  }

  FirmwareModule application() throws IOException {
    return ApplicationModule.wrap(
        platform,
        new ProductData(1, version),
        DEVICE_OS_5_5_0,
        "kiosk.jar",
        ("version " + version).getBytes(UTF_8));
  }

  /** Bundles it. */
  Path bundle(Path folder) throws IOException {
    BundleBuilder builder = BundleBuilder.forApplication(application());
    new TreeMap<>(assets).forEach((name, text) -> builder.asset(name, text.getBytes(UTF_8)));
    return builder.writeTo(folder.resolve("release" + version + ".zip")).file();
  }

  /** Bundles it and brings it to a device, by the way of every update. */
  UpdateResult flash(Path folder, Path home) throws IOException {
    Path bundle = bundle(folder);
    try (Installer device = Installer.open(home)) {
      return UpdateAgent.forDevice(device).build().install(bundle);
    }
  }

  /** Names of the assets that an update moved. */
  static List<String> moved(UpdateResult result) {
    return result.plan().fetches().stream().map(f -> f.asset().asset().name()).toList();
  }
}
