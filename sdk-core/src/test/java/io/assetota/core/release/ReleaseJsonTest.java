package io.assetota.core.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ReleaseJsonTest {
  private static final AssetHash ABC = AssetHash.ofContent("abc".getBytes(UTF_8));
  private static final AssetHash EMPTY = AssetHash.ofContent(new byte[0]);
  private static final String JSON =
      "{\"product\":\"kiosk\",\"platforms\":[43],\"release\":7,"
          + "\"notBefore\":\"2026-01-01T00:00:00Z\",\"expires\":\"2027-01-01T00:00:00Z\","
          + "\"application\":{\"name\":\"kiosk.bin\",\"size\":3,\"sha256\":\""
          + ABC
          + "\"},\"assets\":[{\"name\":\"logo.png\",\"size\":0,\"sha256\":\""
          + EMPTY
          + "\"}]}";
  static final Release RELEASE =
      new Release(
          "kiosk",
          new TreeSet<>(List.of(43)),
          7,
          TestKeys.BEGIN,
          Optional.of(TestKeys.END),
          new ReleaseFile("kiosk.bin", 3, ABC),
          List.of(new ReleaseFile("logo.png", 0, EMPTY)));

  private static Release read(String json) throws AssetException {
    return ReleaseJson.read(Envelope.of(ReleaseJson.TYPE, json.getBytes(UTF_8)));
  }

  @Test
  void readsAndWritesTheGoldenText() throws IOException {
    assertThat(read(JSON)).isEqualTo(RELEASE);
    assertThat(new String(ReleaseJson.write(RELEASE), UTF_8)).isEqualTo(JSON);
  }

  @Test
  void ignoresFieldsOfLaterVersions() throws IOException {
    assertThat(read(JSON.replace("\"release\"", "\"later\":{\"a\":[1.5]},\"release\"")))
        .isEqualTo(RELEASE);
  }

  @Test
  void mayNeverExpire() throws IOException {
    String json = JSON.replace(",\"expires\":\"2027-01-01T00:00:00Z\"", "");
    assertThat(read(json).expires()).isEmpty();
    assertThat(new String(ReleaseJson.write(read(json)), UTF_8)).isEqualTo(json);
  }

  @Test
  void refusesOtherTypes() {
    byte[] json = JSON.getBytes(UTF_8);
    String newer = ReleaseJson.TYPE.replace("=1", "=2");
    assertThatThrownBy(() -> ReleaseJson.read(Envelope.of(newer, json)))
        .hasMessageContaining("newer version of this software");
    assertThatThrownBy(() -> ReleaseJson.read(Envelope.of(KeyringJson.TYPE, json)))
        .hasMessageContaining("this is no release");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      value = {
        "\"kiosk\" | \"\" | product's name",
        "\"kiosk\" | \"ki osk\" | product's name",
        "\"kiosk\" | 1 | product is not a string",
        "[43] | [] | 1 to 64 platforms",
        "[43] | [65536] | platforms[0] is 65536",
        "[43] | [-1] | platforms[0] is -1",
        "[43] | [4294967339] | platforms[0] is 4294967339",
        "[43] | [\"43\"] | platforms[0] is not an integer",
        "\"release\":7 | \"release\":0 | release.release is 0",
        "\"release\":7 | \"release\":9007199254740992 | not in the range",
        "\"release\":7 | \"release\":99999999999999999999 | not an integer",
        "\"release\":7 | \"release\":7.0 | not an integer",
        "\"release\":7 | \"release\":\"7\" | not an integer",
        "\"release\":7 | \"release\":null | release.release is missing",
        "\"release\":7 | \"release\":7,\"release\":8 | not valid JSON",
        "2026-01-01T00:00:00Z | 2026-02-31T00:00:00Z | not a time",
        "2026-01-01T00:00:00Z | 2026-01-01T00:00:00+01:00 | not a time",
        "2026-01-01T00:00:00Z | 2026-01-01T00:00:00.5Z | not a time",
        "2026-01-01T00:00:00Z | 2028-01-01T00:00:00Z | before it is valid",
        "\"notBefore\" | \"notbefore\" | notBefore is missing",
        "\"size\":3 | \"size\":-1 | not in the range",
        "kiosk.bin | ../kiosk | path separator",
        "logo.png | a\\u0000b | control character",
        "logo.png | \\ud800 | not valid Unicode",
        "ba7816bf | ba7816b | 64 hex digits",
        "ba7816bf | ba7816bg | release:",
        "\"assets\" | \"asset\" | assets is missing"
      })
  void refusesWhatBreaksARule(String from, String to, String message) {
    assertThat(JSON).contains(from);
    assertThatThrownBy(() -> read(JSON.replace(from, to)))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(message);
  }

  @Test
  void refusesTwoAssetsOfOneName() {
    String asset = "{\"name\":\"logo.png\",\"size\":0,\"sha256\":\"" + EMPTY + "\"}";
    assertThatThrownBy(() -> read(JSON.replace(asset, asset + "," + asset)))
        .hasMessageContaining("two assets are named logo.png");
  }

  @Test
  void termsHaveTheSameRules() {
    Instant now = TestKeys.NOW;
    assertThatThrownBy(() -> ReleaseTerms.of("kiosk", 0, now)).hasMessageContaining("counter");
    assertThatThrownBy(() -> ReleaseTerms.of("", 1, now)).hasMessageContaining("product");
    assertThatThrownBy(() -> ReleaseTerms.of("kiosk", 1, now.plusMillis(1)))
        .hasMessageContaining("whole seconds");
    assertThatThrownBy(() -> ReleaseTerms.of("kiosk", 1, now).withExpiry(now))
        .hasMessageContaining("before it is valid");
  }

  @Test
  void thousandsOfAssetsFit() throws IOException {
    List<ReleaseFile> assets =
        java.util.stream.IntStream.range(0, Release.MAX_ASSETS)
            .mapToObj(i -> new ReleaseFile(i + "x".repeat(240), i, EMPTY))
            .toList();
    Release large =
        new Release(
            "kiosk",
            RELEASE.platforms(),
            1,
            TestKeys.BEGIN,
            Optional.empty(),
            RELEASE.application(),
            assets);
    Envelope envelope =
        Envelope.of(ReleaseJson.TYPE, ReleaseJson.write(large))
            .withSignatures(List.of(TestKeys.ALICE));
    assertThat(ReleaseJson.read(Envelope.parse(envelope.toJson(), "envelope"))).isEqualTo(large);
  }
}
