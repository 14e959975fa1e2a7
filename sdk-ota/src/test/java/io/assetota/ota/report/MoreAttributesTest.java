package io.assetota.ota.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MoreAttributesTest {
  @Test
  void theLastAssetsMakeRoomForWhatElseIsTold() {
    AssetHash hash = AssetHash.ofContent("x".getBytes(StandardCharsets.UTF_8));
    DeviceAttributes device =
        new DeviceAttributes(
            Optional.of("linux"),
            6,
            Optional.of("kiosk.jar"),
            Optional.of("1"),
            Optional.of(ApplicationId.parse(hash.hex())),
            Optional.of("1 1"),
            44,
            0,
            0,
            Optional.of(10L),
            false,
            IntStream.range(0, DeviceAttributes.MAX_ASSETS)
                .mapToObj(i -> ReportedAsset.missing(new AssetReference("a" + i, hash)))
                .toList());
    Map<String, String> told =
        device.toMapWith(Map.of("a", "1", "b", "2", "c", "3", "d", "4", "e", "5"));
    assertThat(told).hasSizeLessThanOrEqualTo(DeviceAttributes.MAX_ATTRIBUTES);
    assertThat(told).containsKeys("a", "e", "storage.total", "asset.43.name");
    assertThat(told).doesNotContainKeys("asset.44.name", "asset.44.state");
    assertThat(DeviceAttributes.parse(told).assets()).hasSize(43);
    assertThat(device.toMapWith(Map.of())).isEqualTo(device.toMap());
  }
}
