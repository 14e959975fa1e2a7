package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/** Compares a module with what the public parser says of it. */
final class ExpectedModule {
  private ExpectedModule() {}

  static void assertMatches(FirmwareModule module, JsonNode expect) {
    JsonNode p = expect.get("prefixInfo");
    ModulePrefix prefix = module.prefix();
    assertThat(Long.toHexString(prefix.startAddress()))
        .isEqualTo(p.get("moduleStartAddy").asText());
    assertThat(Long.toHexString(prefix.endAddress())).isEqualTo(p.get("moduleEndAddy").asText());
    assertThat(prefix.reserved()).isEqualTo(p.get("reserved").asInt());
    assertThat(prefix.flags().bits()).isEqualTo(p.get("moduleFlags").asInt());
    assertThat(prefix.moduleVersion()).isEqualTo(p.get("moduleVersion").asInt());
    assertThat(prefix.platformId()).isEqualTo(p.get("platformID").asInt());
    assertThat(prefix.function().code()).isEqualTo(p.get("moduleFunction").asInt());
    assertThat(prefix.index()).isEqualTo(p.get("moduleIndex").asInt());
    assertDependency(prefix.dependency1(), p, "dep");
    assertDependency(prefix.dependency2(), p, "dep2");
    assertThat(module.prefixOffset()).isEqualTo(p.get("prefixOffset").asInt());
    assertExtensions(module.prefixExtensions(), p.path("extensions"));

    JsonNode s = expect.get("suffixInfo");
    ModuleSuffix suffix = module.suffix();
    assertThat(suffix.product().orElseThrow().id()).isEqualTo(s.get("productId").asInt());
    assertThat(suffix.product().orElseThrow().version()).isEqualTo(s.get("productVersion").asInt());
    assertThat(suffix.sha256().toString()).isEqualTo(s.get("fwUniqueId").asText());
    assertThat(suffix.reserved()).isEqualTo(s.get("reserved").asInt());
    assertThat(suffix.size()).isEqualTo(s.get("suffixSize").asInt());
    assertThat(String.format("%08x", suffix.crc32())).isEqualTo(s.get("crcBlock").asText());
    assertExtensions(suffix.extensions(), s.path("extensions"));
  }

  private static void assertDependency(ModuleDependency dependency, JsonNode p, String name) {
    assertThat(dependency.function().code()).isEqualTo(p.get(name + "ModuleFunction").asInt());
    assertThat(dependency.index()).isEqualTo(p.get(name + "ModuleIndex").asInt());
    assertThat(dependency.version()).isEqualTo(p.get(name + "ModuleVersion").asInt());
  }

  private static void assertExtensions(List<ModuleExtension> extensions, JsonNode expected) {
    assertThat(extensions).hasSize(expected.size());
    for (int i = 0; i < extensions.size(); i++) {
      ModuleExtension extension = extensions.get(i);
      assertThat(extension.type()).isEqualTo(expected.get(i).get("type").asInt());
      assertThat(extension.length()).isEqualTo(expected.get(i).get("length").asInt());
      assertThat(Bytes.of(extension.data()).toString())
          .isEqualTo(expected.get(i).get("data").asText().substring(2 * 4));
      assertThat(extension).isNotInstanceOf(ModuleExtension.Other.class);
    }
  }
}
