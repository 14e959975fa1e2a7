package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.AssetHash;
import io.assetota.ota.ReportedAsset.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceAttributesTest {
  private static final AssetHash HASH = AssetHash.ofContent(new byte[] {1});

  private static DeviceAttributes with(List<ReportedAsset> assets) {
    return new DeviceAttributes(
        Optional.of("tracker"),
        6,
        Optional.of(HASH),
        Optional.of("1234 5"),
        assets.size(),
        0,
        8192,
        Optional.of(2_056_192L),
        assets);
  }

  private static List<ReportedAsset> assets(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> new ReportedAsset("logo " + i, HASH, State.AVAILABLE, 2466, 4096))
        .toList();
  }

  @Test
  void comeBackAsTheyWere() {
    DeviceAttributes attributes = with(assets(2));
    assertThat(DeviceAttributes.parse(attributes.toMap())).isEqualTo(attributes);
    assertThat(attributes.toMap())
        .containsEntry("app", "tracker 6")
        .containsEntry("app.product", "1234 5")
        .containsEntry("assets.available", "2")
        .containsEntry("storage.total", "2056192")
        .containsEntry("asset.2.name", "logo 1")
        .containsEntry("asset.1.state", "available 2466 4096 " + HASH);
  }

  @Test
  void stayWithinTheProtocolsLimits() {
    String longName = "n".repeat(126) + "\uD83D\uDE00\uD83D\uDE00";
    List<ReportedAsset> many =
        IntStream.range(0, 300)
            .mapToObj(
                i ->
                    new ReportedAsset(
                        longName, HASH, State.MISSING, Long.MAX_VALUE, Long.MAX_VALUE))
            .toList();
    Map<String, String> map = with(many).toMap();
    assertThat(map).hasSizeLessThanOrEqualTo(100);
    assertThat(map.keySet()).allMatch(k -> k.length() <= 128);
    assertThat(map.values()).allMatch(v -> v.length() <= 128);
    assertThat(map).containsEntry("asset.1.name", "n".repeat(126) + "…");
    assertThat(DeviceAttributes.parse(map).available()).isEqualTo(300);
  }

  @Test
  void whatCantBeUnderstoodCountsAsNotTold() {
    DeviceAttributes nothing = DeviceAttributes.parse(Map.of());
    assertThat(nothing.platform()).isEmpty();
    assertThat(nothing.assets()).isEmpty();
    Map<String, String> odd = new HashMap<>(with(assets(3)).toMap());
    odd.put("app", " ");
    odd.put("app.sha256", "xyz");
    odd.put("assets.available", "-1");
    odd.put("assets.missing", "99999999999999");
    odd.put("storage.used", "1e9");
    odd.put("storage.total", "");
    odd.put("asset.2.state", "available -1 0 " + HASH);
    DeviceAttributes parsed = DeviceAttributes.parse(odd);
    assertThat(parsed.platform()).isEmpty();
    assertThat(parsed.application()).isEmpty();
    assertThat(parsed.available()).isZero();
    assertThat(parsed.missing()).isEqualTo(Integer.MAX_VALUE);
    assertThat(parsed.storageUsed()).isZero();
    assertThat(parsed.storageTotal()).isEmpty();
    assertThat(parsed.assets()).hasSize(1);
    for (String state :
        new String[] {"", "available", "gone 1 1 " + HASH, "available 1 1 00", "a b c d e"}) {
      odd.put("asset.1.state", state);
      assertThat(DeviceAttributes.parse(odd).assets()).as(state).isEmpty();
    }
  }
}
