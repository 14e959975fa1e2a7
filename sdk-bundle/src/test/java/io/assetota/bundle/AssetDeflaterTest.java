package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.bundle.report.AssetLimits;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The kind 'limits' of the vectors, by compressing the assets. */
class AssetDeflaterTest {
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

  /** Each zlib cuts stored blocks at its own places, of five bytes each. */
  @ParameterizedTest
  @MethodSource("cases")
  void ourDeflateStreamsAreAsLongAsTheirsButForAFewBytes(JsonNode vector) throws Exception {
    List<AssetLimits.SizedModule> modules = new ArrayList<>();
    JsonNode expect = vector.get("expect");
    for (JsonNode a : vector.get("assets")) {
      byte[] content = Vectors.incompressible(a.get("seed").asText(), a.get("size").asInt());
      try (SpillFile spill = new SpillFile()) {
        DeflatedAsset deflated =
            AssetDeflater.deflate(
                AssetSource.of(a.get("name").asText(), content), 1 << 20, spill, n -> {});
        long moduleSize = deflated.bundled().moduleSize();
        assertThat(moduleSize)
            .isCloseTo(
                expect.get("assets").get(modules.size()).get("moduleSize").asLong(), within(10L));
        modules.add(new AssetLimits.SizedModule(deflated.name(), moduleSize));
      }
    }
    Platform platform = Platform.byId(vector.get("platform").asInt()).orElseThrow();

    AssetLimits limits = AssetLimits.check(platform, modules);

    assertThat(limits.total()).isEqualTo(expect.get("totalAssetSize").asLong());
    assertThat(limits.exceeded()).hasSize(expect.get("errors").size());
  }
}
