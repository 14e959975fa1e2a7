package io.assetota.ota.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetHash;
import io.assetota.ota.report.ReportedAsset.State;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceAttributesTest {
  private static final AssetHash HASH = AssetHash.ofContent(new byte[] {1});

  private static DeviceAttributes with(List<ReportedAsset> assets) {
    return new DeviceAttributes(
        Optional.of("tracker"),
        6,
        Optional.of("kiosk.jar"),
        Optional.of("5"),
        Optional.of(ApplicationId.parse(HASH.hex())),
        Optional.of("1234 5"),
        assets.size(),
        0,
        8192,
        Optional.of(2_056_192L),
        false,
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
        .containsEntry("app.name", "kiosk.jar")
        .containsEntry("app.version", "5")
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
    assertThat(map).containsEntry("asset.1.name", "n".repeat(119) + "%E2%80%A6");
    assertThat(DeviceAttributes.parse(map).available()).isEqualTo(300);
  }

  /** What hawkBit 1.1.0 takes: {@code JpaControllerManagement.PATTERN}. */
  private static final Pattern TAKEN =
      Pattern.compile("[a-zA-Z0-9_\\-!@#$%^&*()+=\\[\\]{}|;:'\",.<>/\\\\?\\s]{0,128}");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Übersicht.png",
        "notes.txt~",
        "100% `sure`.txt",
        "%7E",
        "a%C3",
        "日本語 😀.png",
        "line\nbreak\ttab\u0000",
        "_-!@#$^&*()+=[]{}|;:'\",.<>/\\?",
        "n",
        "",
        "0123456789012345678901234567890123456789 ü 0123456789012345678901234567890123456789"
      })
  void aNameThatHawkbitRefusesIsWrittenInWhatItTakes(String name) {
    DeviceAttributes attributes =
        with(List.of(new ReportedAsset(name, HASH, State.AVAILABLE, 1, 4096)));
    assertThat(attributes.toMap().values()).allMatch(v -> TAKEN.matcher(v).matches());
    assertThat(DeviceAttributes.parse(attributes.toMap())).isEqualTo(attributes);
  }

  @Test
  void namesThatOperatorsCanReadStayAsTheyAre() {
    Map<String, String> map = with(assets(1)).toMap();
    assertThat(map).containsEntry("asset.1.name", "logo 0");
    String name = "Übersicht (2).png";
    Map<String, String> odd =
        with(List.of(new ReportedAsset(name, HASH, State.AVAILABLE, 1, 1))).toMap();
    assertThat(odd).containsEntry("asset.1.name", "%C3%9Cbersicht (2).png");
  }

  @Test
  void aLongNameIsCutBetweenCharactersAndNotWithinOne() {
    for (String character : List.of("a", "ü", "日", "😀", "%")) {
      for (int before = 100; before < 130; before++) {
        String name = "x".repeat(before) + character.repeat(40);
        Map<String, String> map =
            with(List.of(new ReportedAsset(name, HASH, State.AVAILABLE, 1, 1))).toMap();
        assertThat(map.get("asset.1.name")).matches(TAKEN);
        String read = DeviceAttributes.parse(map).assets().get(0).name();
        assertThat(read).endsWith("…");
        assertThat(name).startsWith(read.substring(0, read.length() - 1));
      }
    }
  }

  /** Of an agent that didn't encode, or of another client. */
  @ParameterizedTest
  @ValueSource(strings = {"100% sure", "50%", "%", "%zz", "%C3", "%ff.png", "über%"})
  void whatNobodyEncodedIsReadAsItIs(String value) {
    Map<String, String> map = new HashMap<>(with(assets(1)).toMap());
    map.put("asset.1.name", value);
    assertThat(DeviceAttributes.parse(map).assets().get(0).name()).isEqualTo(value);
  }

  @Test
  void aDeviceWithoutAnApplicationTellsItsPlatformAndNoVersion() {
    DeviceAttributes none =
        new DeviceAttributes(
            Optional.of("linux"),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0,
            0,
            0,
            Optional.empty(),
            false,
            List.of());
    assertThat(none.toMap())
        .containsEntry("app", "linux")
        .doesNotContainKeys("app.name", "app.version", "app.sha256");
    assertThat(DeviceAttributes.parse(none.toMap())).isEqualTo(none);
  }

  @Test
  void aReleaseIsCalledByNameAndVersion() {
    assertThat(with(assets(1)).title()).contains("kiosk.jar 5");
    Map<String, String> map = new HashMap<>(with(assets(1)).toMap());
    map.remove("app.name");
    assertThat(DeviceAttributes.parse(map).title()).contains("product 1234 version 5");
    map.remove("app.product");
    assertThat(DeviceAttributes.parse(map).title()).contains("tracker 6");
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
