package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.Platform;
import io.assetota.testing.ByteArrayChannel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FORMAT.md, Where the field's own tools are careless, and ours is not; and its like. */
final class HostileModuleTest {
  private static final Platform BORON = Platform.byName("boron").orElseThrow();
  private static final AssetReference ASSET =
      new AssetReference("logo.png", AssetHash.ofContent(new byte[] {1, 2, 3}));

  private static FirmwareModule withAsset() throws IOException {
    return ModuleEditor.edit(TestModules.application(BORON, new byte[100]))
        .withAssetDependencies(List.of(ASSET));
  }

  private static byte[] withShort(FirmwareModule module, int at, int value) {
    byte[] bytes = module.toByteArray();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putShort(at, (short) value);
    return bytes;
  }

  private static byte[] withSuffixSize(int size) throws IOException {
    FirmwareModule module = withAsset();
    return withShort(module, module.length() - 6, size);
  }

  @Test
  void aWrongCrcIsNotAccepted() throws IOException {
    byte[] module = withAsset().toByteArray();
    module[module.length - 1] ^= 1;
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> FirmwareModule.parse(module).requireIntact())
        .withMessageContaining("CRC-32");
  }

  @Test
  void aWrongHashIsNotAccepted() throws IOException {
    byte[] module = withAsset().toByteArray();
    module[50] ^= 1;
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> FirmwareModule.parse(TestModules.withValidCrc(module)).requireIntact())
        .withMessageContaining("SHA-256");
  }

  @Test
  void aWrongCrcOrHashOfAnAssetModuleIsNotAccepted() throws IOException {
    byte[] module = TestModules.asset("a", new byte[50], false);
    byte[] crc = module.clone();
    crc[module.length - 1] ^= 1;
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> AssetModule.verify(new ByteArrayChannel(crc)))
        .withMessageContaining("CRC-32");
    byte[] hash = module.clone();
    hash[module.length - 20] ^= 1;
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> AssetModule.verify(new ByteArrayChannel(TestModules.withValidCrc(hash))))
        .withMessageContaining("SHA-256 of the module");
  }

  @Test
  void theContentHashOfAnAssetModuleIsChecked() throws IOException {
    byte[] module = TestModules.asset(ASSET, new byte[50], true);
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> AssetModule.verify(new ByteArrayChannel(module)))
        .withMessageContaining("SHA-256 of asset logo.png");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 35, 37, 39, 41, 300, 0xffff})
  void aSuffixSizeThatCannotBeIsAnErrorAndDropsNoDependencies(int size) throws IOException {
    byte[] module = withSuffixSize(size);
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(() -> FirmwareModule.parse(module));
  }

  @Test
  void aSuffixSizeThatIsTooLargeNamesTheField() throws IOException {
    byte[] module = withSuffixSize(0xffff);
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(() -> FirmwareModule.parse(module))
        .withMessageContaining("suffix size 65535 is larger than the module")
        .satisfies(e -> assertThat(e.offset()).isEqualTo(module.length - 6));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 200, 0xffff})
  void anExtensionWhoseLengthCannotBeEndsNoLoopAndIsAnError(int length) throws IOException {
    FirmwareModule module = withAsset();
    byte[] bytes = withShort(module, module.length() - module.suffix().lengthWithCrc() + 2, length);
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(() -> FirmwareModule.parse(bytes))
        .withMessageContaining("extension 0x0012");
  }

  @Test
  void anAssetDependencyThatCannotBeReadIsAnErrorAndNotAnUnknownExtension() throws IOException {
    FirmwareModule module = withAsset();
    int at = module.length() - module.suffix().lengthWithCrc();
    for (int field : new int[] {4, 5}) { // hash type, hash length
      byte[] bytes = module.toByteArray();
      bytes[at + field] ^= 1;
      assertThatExceptionOfType(ModuleFormatException.class)
          .isThrownBy(() -> FirmwareModule.parse(bytes))
          .withMessageContaining("without a SHA-256 hash");
    }
    byte[] bytes = module.toByteArray();
    bytes[at + 4 + 34] = (byte) 0xff;
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(() -> FirmwareModule.parse(bytes))
        .withMessageContaining("not UTF-8");
  }

  @ParameterizedTest
  @ValueSource(strings = {"../up", "a/b", "..", "a\nb", "", "c:\\d", "\u0000"})
  void anAssetNameThatLeadsElsewhereIsRefused(String name) throws IOException {
    FirmwareModule module =
        ModuleEditor.edit(TestModules.application(BORON, new byte[8]))
            .replace(e -> false, List.of(new ModuleExtension.AssetDependency(name, ASSET.hash())));
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(module::assetDependencies)
        .withMessageContaining("asset dependency refused")
        .withMessageNotContaining("\n");
  }

  @Test
  void twoAssetsOfOneNameAreRefused() throws IOException {
    var twice =
        List.of(
            ModuleExtension.AssetDependency.on(ASSET), ModuleExtension.AssetDependency.on(ASSET));
    FirmwareModule module =
        ModuleEditor.edit(TestModules.application(BORON, new byte[8])).replace(e -> false, twice);
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(module::assetDependencies)
        .withMessageContaining("two asset dependencies are named logo.png");
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(
            () -> ModuleEditor.edit(withAsset()).withAssetDependencies(List.of(ASSET, ASSET)))
        .withMessageContaining("same name");
  }

  @Test
  void aClaimedOriginalSizeIsCheckedAndNotBelieved() throws IOException {
    FirmwareModule compressed =
        CompressedModules.compress(TestModules.application(BORON, new byte[5_000]));
    for (int claim : new int[] {0, 10, 4_999, 6_000, Integer.MAX_VALUE, -1}) {
      byte[] bytes = compressed.toByteArray();
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(ModulePrefix.LENGTH + 4, claim);
      FirmwareModule module = FirmwareModule.parse(TestModules.withValidSums(bytes));
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(() -> CompressedModules.decompress(module));
    }
  }

  @Test
  void theUncompressedPayloadIsReadWithoutItsPrefix() throws IOException {
    byte[] content = {1, 2, 3, 4};
    try (var reader =
        AssetModule.open(new ByteArrayChannel(TestModules.asset("a", content, false)))) {
      assertThat(reader.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void damagedModulesGetNoValidSumsByEditing() throws IOException {
    byte[] bytes = withAsset().toByteArray();
    bytes[50] ^= 1;
    FirmwareModule damaged = FirmwareModule.parse(bytes);
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> ModuleEditor.edit(damaged));
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> CompressedModules.compress(damaged));
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> CombinedModules.combine(List.of(damaged)));
    byte[] combined = CombinedModules.combine(List.of(withAsset(), withAsset()));
    combined[50] ^= 1;
    assertThatExceptionOfType(IntegrityException.class)
        .isThrownBy(() -> CombinedModules.split(combined));
  }

  @Test
  void compressedAndCombinedModulesAreNotEdited() throws IOException {
    FirmwareModule compressed = CompressedModules.compress(withAsset());
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> ModuleEditor.edit(compressed))
        .withMessageContaining("decompress it first");
    byte[] both = CombinedModules.combine(List.of(withAsset(), withAsset()));
    FirmwareModule part = FirmwareModule.parse(Arrays.copyOf(both, withAsset().length()));
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> ModuleEditor.edit(part))
        .withMessageContaining("split it first");
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(() -> FirmwareModule.parse(both))
        .withMessageContaining("combines several modules");
  }

  @Test
  void prefixExtensionsWithoutEndAreAnError() throws IOException {
    ModuleSuffix suffix =
        ModuleSuffix.unhashed(List.of(), Bytes.EMPTY, Optional.of(ProductData.NONE), 0);
    assertThatExceptionOfType(ModuleFormatException.class)
        .isThrownBy(
            () ->
                TestModules.assemble(
                    BORON,
                    ModuleFunction.USER_PART,
                    List.of(new ModuleExtension.Name("n")),
                    new byte[0],
                    suffix))
        .withMessageContaining("END");
  }

  @Test
  void textsThatDoNotFitTheirLengthFieldAreMisuse() {
    String tooLong = "x".repeat(ModuleExtension.MAX_DATA_LENGTH + 1);
    for (Runnable making :
        List.<Runnable>of(
            () -> new ModuleExtension.Name(tooLong),
            () -> new ModuleExtension.AssetDependency(tooLong, ASSET.hash()),
            () -> new ModuleExtension.SecurityMode(1, Bytes.of(new byte[65_531])),
            () -> new ModuleExtension.Other(7, Bytes.of(new byte[65_532])),
            () -> new ModuleExtension.Other(0xffff, Bytes.EMPTY),
            () -> new ModuleExtension.End(65_532))) {
      assertThatExceptionOfType(IllegalArgumentException.class).isThrownBy(making::run);
    }
  }
}
