package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every module case of the public encoder: same bytes in, same bytes out. */
final class VectorsTest {
  @TempDir private Path folder;

  static Stream<JsonNode> parse() {
    return Vectors.cases("parse");
  }

  @ParameterizedTest
  @MethodSource("parse")
  void parses(JsonNode vector) throws IOException {
    byte[] bytes = Vectors.bytes(vector.get("input"));
    FirmwareModule module = FirmwareModule.parse(bytes).requireIntact();
    ExpectedModule.assertMatches(module, vector.get("expect"));
    assertThat(module.toByteArray()).isEqualTo(bytes);
  }

  static Stream<JsonNode> add() {
    return Vectors.cases("add-asset-dependencies");
  }

  @ParameterizedTest
  @MethodSource("add")
  void addsAssetDependencies(JsonNode vector) throws IOException {
    FirmwareModule module =
        ModuleEditor.edit(Vectors.module(vector.get("app").asText()))
            .withAssetDependencies(assets(vector));
    assertThat(module.toByteArray()).isEqualTo(Vectors.bytes(vector.get("output")));
    ExpectedModule.assertMatches(module, vector.get("expect"));
    assertThat(module.assetDependencies()).isEqualTo(assets(vector));
  }

  static Stream<JsonNode> replace() {
    return Vectors.cases("replace-asset-dependencies");
  }

  @ParameterizedTest
  @MethodSource("replace")
  void replacesAssetDependencies(JsonNode vector) throws IOException {
    FirmwareModule module =
        ModuleEditor.edit(Vectors.module(vector.get("app").asText()))
            .withAssetDependencies(assets(vector));
    JsonNode output =
        vector.has("referenceLosesAssets")
            ? vector.get("expect").get("output")
            : vector.get("output");
    assertThat(module.toByteArray()).isEqualTo(Vectors.bytes(output));
    assertThat(module.assetDependencies()).isEqualTo(assets(vector));
  }

  static Stream<JsonNode> remove() {
    return Vectors.cases("remove-asset-dependencies");
  }

  @ParameterizedTest
  @MethodSource("remove")
  void removesAssetDependencies(JsonNode vector) throws IOException {
    FirmwareModule module =
        ModuleEditor.edit(Vectors.module(vector.get("app").asText())).withoutAssetDependencies();
    assertThat(module.toByteArray()).isEqualTo(Vectors.bytes(vector.get("output")));
    assertThat(module.assetDependencies()).isEmpty();
  }

  static Stream<JsonNode> assetModule() {
    return Vectors.cases("asset-module");
  }

  @ParameterizedTest
  @MethodSource("assetModule")
  void wrapsAndUnwrapsAssets(JsonNode vector) throws IOException {
    String name = vector.get("asset").asText();
    byte[] content = Vectors.bytes("assets/" + name);
    AssetReference asset = new AssetReference(name, AssetHash.ofContent(content));
    boolean compressed = vector.get("compressed").asBoolean();
    byte[] theirs = Vectors.bytes(vector.get("output"));

    byte[] ours = write(asset, content, compressed);

    if (vector.get("byteExact").asBoolean()) {
      assertThat(ours).isEqualTo(theirs);
    }
    for (byte[] module : List.of(ours, theirs)) {
      Path file = Files.write(folder.resolve("module"), module);
      try (AssetReader reader = AssetModule.open(file)) {
        assertThat(reader.readAllBytes()).isEqualTo(content);
      }
      try (var channel = Files.newByteChannel(file)) {
        AssetModule parsed = AssetModule.verify(channel);
        assertThat(parsed.asset()).isEqualTo(asset);
        assertThat(parsed.size()).isEqualTo(content.length);
        assertThat(parsed.length()).isEqualTo(module.length);
      }
    }
    ExpectedModule.assertMatches(FirmwareModule.parse(theirs), vector.get("expect"));
  }

  private static byte[] write(AssetReference asset, byte[] content, boolean compressed)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AssetModuleWriter writer = AssetModuleWriter.forAsset(asset);
    if (compressed) {
      byte[] deflated =
          new DeflaterInputStream(
                  new ByteArrayInputStream(content),
                  new Deflater(Deflater.DEFAULT_COMPRESSION, true))
              .readAllBytes();
      writer.writeCompressed(
          content.length, deflated.length, new ByteArrayInputStream(deflated), out);
      assertThat(writer.compressedLength(deflated.length)).isEqualTo(out.size());
    } else {
      writer.writePlain(content.length, new ByteArrayInputStream(content), out);
      assertThat(writer.plainLength(content.length)).isEqualTo(out.size());
    }
    return out.toByteArray();
  }

  @Test
  void encodesEnvironmentVariables() throws IOException {
    JsonNode vector = Vectors.cases("env-asset").findFirst().orElseThrow();
    EnvironmentVariables variables = variables(vector);
    assertThat(variables.encode()).isEqualTo(Vectors.bytes(vector.get("output")));
    assertThat(EnvironmentVariables.decode(variables.encode())).isEqualTo(variables);
  }

  @Test
  void wrapsEnvironmentVariables() throws IOException {
    JsonNode vector = Vectors.cases("env-asset-module").findFirst().orElseThrow();
    byte[] content = variables(vector).encode();
    AssetReference asset =
        new AssetReference(EnvironmentVariables.ASSET_NAME, AssetHash.ofContent(content));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    AssetModuleWriter.forAsset(asset)
        .ofType(ModuleExtension.AssetType.APPLICATION_VARIABLES)
        .writePlain(content.length, new ByteArrayInputStream(content), out);
    assertThat(out.toByteArray()).isEqualTo(Vectors.bytes(vector.get("output")));
  }

  private static EnvironmentVariables variables(JsonNode vector) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    vector.get("vars").properties().forEach(e -> variables.put(e.getKey(), e.getValue().asText()));
    return EnvironmentVariables.of(variables);
  }

  @Test
  void combinesAndSplits() throws IOException {
    JsonNode vector = Vectors.cases("combine").findFirst().orElseThrow();
    List<FirmwareModule> modules = new ArrayList<>();
    for (JsonNode file : vector.get("modules")) {
      modules.add(Vectors.module(file.asText()));
    }
    byte[] combined = CombinedModules.combine(modules);
    assertThat(combined).isEqualTo(Vectors.bytes(vector.get("output")));
    assertThat(CombinedModules.split(combined)).isEqualTo(modules);
  }

  @Test
  void protects() throws IOException {
    JsonNode vector = Vectors.cases("protect").findFirst().orElseThrow();
    FirmwareModule module =
        ModuleEditor.edit(Vectors.module(vector.get("module").asText())).protect(Bytes.EMPTY);
    assertThat(module.toByteArray()).isEqualTo(Vectors.bytes(vector.get("output")));
  }

  @Test
  void decompressesAndCompresses() throws IOException {
    JsonNode vector = Vectors.cases("decompress").findFirst().orElseThrow();
    FirmwareModule original = Vectors.module(vector.get("output").asText());
    FirmwareModule compressed = Vectors.module(vector.get("module").asText());
    assertThat(CompressedModules.decompress(compressed)).isEqualTo(original);
    assertThat(CompressedModules.decompress(CompressedModules.compress(original)))
        .isEqualTo(original);
  }

  private static List<AssetReference> assets(JsonNode vector) {
    List<AssetReference> assets = new ArrayList<>();
    for (JsonNode name : vector.get("assets")) {
      byte[] content = Vectors.bytes("assets/" + name.asText());
      assets.add(new AssetReference(name.asText(), AssetHash.ofContent(content)));
    }
    return assets;
  }
}
