package io.assetota.core.bundle.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.StorageLimits;
import io.assetota.core.module.Vectors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kind 'limits' of the vectors, by the module sizes. */
class AssetLimitsTest {
  static Stream<JsonNode> cases() throws IOException {
    List<JsonNode> cases = new ArrayList<>();
    JsonNode vectors = new ObjectMapper().readTree(Vectors.bytes("vectors.json"));
    for (JsonNode vector : vectors.get("cases")) {
      if (vector.get("kind").asText().equals("limits")) {
        vector.get("cases").forEach(cases::add);
      }
    }
    assertThat(cases).hasSize(12);
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void countsAsThePublicEncoderDoes(JsonNode vector) throws Exception {
    JsonNode expect = vector.get("expect");
    List<AssetLimits.SizedModule> modules = new ArrayList<>();
    expect
        .get("assets")
        .forEach(
            a ->
                modules.add(
                    new AssetLimits.SizedModule(
                        a.get("name").asText(), a.get("moduleSize").asLong())));

    assertLimits(AssetLimits.check(platform(vector), modules), expect);
  }

  private static Platform platform(JsonNode vector) {
    return Platform.byId(vector.get("platform").asInt()).orElseThrow();
  }

  private static void assertLimits(AssetLimits limits, JsonNode expect) {
    assertThat(limits.limits().largestModule())
        .isEqualTo(expect.get("maxSingleAssetSize").asLong());
    assertThat(limits.limits().total()).isEqualTo(expect.get("maxTotalAssetSize").asLong());
    assertThat(limits.total()).isEqualTo(expect.get("totalAssetSize").asLong());
    List<String> errors = new ArrayList<>();
    expect.get("errors").forEach(e -> errors.add(e.asText()));
    assertThat(limits.exceeded()).isEqualTo(errors);
    assertThat(limits.fit()).isEqualTo(errors.isEmpty());
    for (int i = 0; i < limits.assets().size(); i++) {
      JsonNode asset = expect.get("assets").get(i);
      assertThat(limits.assets().get(i).length()).isEqualTo(asset.get("moduleSize").asLong());
      assertThat(limits.assets().get(i).storageSize()).isEqualTo(asset.get("storageSize").asLong());
    }
  }

  @Test
  void aPlatformWithoutAssetStorageIsRefused() {
    Platform photon = Platform.byName("photon").orElseThrow();

    assertThatThrownBy(() -> AssetLimits.check(photon, List.of()))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("does not support assets");
  }

  @Test
  void linuxHasTheLimitsThatItsOwnerSets() throws Exception {
    List<AssetLimits.SizedModule> huge = List.of(new AssetLimits.SizedModule("disk.img", 3L << 30));

    assertThat(AssetLimits.check(Platform.LINUX, huge).fit()).isTrue();
    assertThat(
            AssetLimits.check(
                    Platform.LINUX.withStorage(new StorageLimits(1L << 30, 2L << 30)), huge)
                .exceeded())
        .hasSize(2);
  }

  @Test
  void aNegativeLengthIsMisuse() {
    assertThatThrownBy(() -> new AssetLimits.SizedModule("x", -1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
