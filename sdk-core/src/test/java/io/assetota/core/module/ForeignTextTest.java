package io.assetota.core.module;

import static io.assetota.core.model.ForeignText.assertRefused;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.testing.ByteArrayChannel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names and values of others come out of the parsers only as printable text. */
final class ForeignTextTest {
  private static final AssetHash HASH = AssetHash.ofContent(new byte[0]);

  private static byte[] module(ModuleFunction function, ModuleExtension... extensions)
      throws IOException {
    ModuleSuffix suffix =
        ModuleSuffix.unhashed(List.of(extensions), Bytes.EMPTY, Optional.of(ProductData.NONE), 0);
    Platform boron = Platform.byName("boron").orElseThrow();
    return TestModules.assemble(boron, function, List.of(), new byte[100], suffix).toByteArray();
  }

  @ParameterizedTest
  @MethodSource("io.assetota.core.model.ForeignText#names")
  void noMessageHoldsARawControlCharacter(String hostile) throws IOException {
    assertRefused(() -> new AssetReference(hostile, HASH));

    assertRefused(() -> EnvironmentVariables.of(Map.of("A" + hostile, "")));

    byte[] application =
        module(ModuleFunction.USER_PART, new ModuleExtension.AssetDependency(hostile, HASH));
    assertRefused(() -> FirmwareModule.parse(application).assetDependencies());

    byte[] wrapped = module(ModuleFunction.USER_PART, new ModuleExtension.Name(hostile));
    assertRefused(() -> ApplicationModule.payloadName(FirmwareModule.parse(wrapped)));

    byte[] asset = assetNamed(hostile);
    assertRefused(() -> AssetModule.parse(new ByteArrayChannel(asset)));
  }

  private static byte[] assetNamed(String name) throws IOException {
    byte[] module =
        module(
            ModuleFunction.ASSET, new ModuleExtension.Hash(HASH), new ModuleExtension.Name(name));
    module[9] = 1; // DROP_MODULE_INFO
    return TestModules.withValidSums(module);
  }
}
