package io.assetota.ota.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.device.PartVersion;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PartAttributesTest {
  @Test
  void comeBackAsTheyWere() {
    PartAttributes parts =
        new PartAttributes(Map.of("stm32", "2.1.0", "radio", PartAttributes.UNKNOWN));
    assertThat(parts.toMap())
        .containsOnly(
            Map.entry("part.stm32.version", "2.1.0"), Map.entry("part.radio.version", "unknown"));
    assertThat(PartAttributes.parse(parts.toMap())).isEqualTo(parts);
  }

  @Test
  void whatIsNoVersionOfAPartIsLeftOut() {
    assertThat(
            PartAttributes.parse(
                    Map.of(
                        "part.stm32.version",
                        "1 %C3%9C",
                        "part.STM32.version",
                        "1",
                        "part..version",
                        "1",
                        "part." + "x".repeat(25) + ".version",
                        "1",
                        "part.a.b.version",
                        "1",
                        "part.stm32",
                        "1"))
                .versions())
        .containsOnly(Map.entry("stm32", "1 Ü"));
  }

  @Test
  void areBounded() {
    Map<String, String> many = new LinkedHashMap<>();
    for (int i = 0; i < 100; i++) {
      many.put("part.p" + i + ".version", "1");
    }
    assertThat(PartAttributes.parse(many).versions()).hasSize(PartVersion.MAX_PARTS);
    assertThat(new PartAttributes(new HashMap<>(many)).toMap()).hasSize(PartVersion.MAX_PARTS);
  }
}
