package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.install.Installer;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import java.io.IOException;
import java.util.Map;

/** What an update has left on a device. */
public final class Devices {
  private Devices() {}

  /** The version of its application. */
  public static int version(Installer device) {
    return device.status().application().orElseThrow().product().orElseThrow().version();
  }

  /** Exactly these assets in this order, each with its content. */
  public static void assertHas(Installer device, Map<String, byte[]> assets) throws IOException {
    assertThat(device.status().missing()).isEmpty();
    assertThat(device.status().available())
        .extracting(Asset::name)
        .containsExactlyElementsOf(assets.keySet());
    for (Asset asset : device.status().available()) {
      try (AssetReader reader = asset.open()) {
        assertThat(reader.readAllBytes()).isEqualTo(assets.get(asset.name()));
      }
    }
  }
}
