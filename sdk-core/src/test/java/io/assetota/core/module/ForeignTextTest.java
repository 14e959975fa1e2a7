package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.testing.ByteArrayChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and values of others come out of the parsers only as printable text. */
final class ForeignTextTest {
  private static final AssetHash HASH = AssetHash.ofContent(new byte[0]);

  private static void assertPrintable(ThrowingCallable misuse) {
    Throwable thrown = catchThrowable(misuse);
    assertThat(thrown).isNotNull();
    assertThat(thrown.getMessage())
        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}\\p{Cs}]")
        .hasSizeLessThan(600);
  }

  private static byte[] module(ModuleFunction function, ModuleExtension... extensions)
      throws IOException {
    ModuleSuffix suffix =
        ModuleSuffix.unhashed(List.of(extensions), Bytes.EMPTY, Optional.of(ProductData.NONE), 0);
    Platform boron = Platform.byName("boron").orElseThrow();
    return TestModules.assemble(boron, function, List.of(), new byte[100], suffix).toByteArray();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\u001b[2J",
        "a\nforged: line",
        "\r",
        "a\u0000",
        "\u0085",
        "\u009b2J",
        "/\u202egnp",
        "\\\u2028"
      })
  void noMessageHoldsARawControlCharacter(String text) throws IOException {
    for (String hostile : List.of(text, text.repeat(300), "x".repeat(300) + text)) {
      assertPrintable(() -> new AssetReference(hostile, HASH));

      assertPrintable(() -> EnvironmentVariables.of(Map.of("A" + hostile, "")));

      byte[] application =
          module(ModuleFunction.USER_PART, new ModuleExtension.AssetDependency(hostile, HASH));
      assertPrintable(() -> FirmwareModule.parse(application).assetDependencies());

      byte[] wrapped = module(ModuleFunction.USER_PART, new ModuleExtension.Name(hostile));
      assertPrintable(() -> ApplicationModule.payloadName(FirmwareModule.parse(wrapped)));

      byte[] asset = assetNamed(hostile);
      assertPrintable(() -> AssetModule.parse(new ByteArrayChannel(asset)));
    }
  }

  private static byte[] assetNamed(String name) throws IOException {
    byte[] module =
        module(
            ModuleFunction.ASSET, new ModuleExtension.Hash(HASH), new ModuleExtension.Name(name));
    module[9] = 1; // DROP_MODULE_INFO
    return TestModules.withValidSums(module);
  }
}
