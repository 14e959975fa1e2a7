package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the prefix is, what a suffix may look like, and extensions of all kinds. */
final class ModuleFormatTest {
  private static final Platform BORON = Platform.byName("boron").orElseThrow();
  private static final AssetHash HASH = AssetHash.ofContent(new byte[1]);

  private static FirmwareModule behindVectorTable(int length) throws IOException {
    FirmwareModule plain = TestModules.application(BORON, new byte[100]);
    ByteBuffer table = ByteBuffer.allocate(length);
    for (int i = 0; i < length; i++) {
      table.put((byte) (0x20 + i % 7));
    }
    ModulePrefix prefix = plain.prefix();
    return ModuleAssembler.assemble(
        table.flip(),
        prefix.withAddresses(prefix.startAddress(), prefix.endAddress() + length),
        List.of(),
        plain.payload(),
        plain.suffix());
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 0x200, 0x184, 0xC0, 0x10C, 4, 12, 20, 0x3fc, 0x1ffc, 0x2000})
  void thePrefixIsFoundBehindAVectorTable(int length) throws IOException {
    FirmwareModule module = behindVectorTable(length);
    assertThat(module.prefixOffset()).isEqualTo(length);
    FirmwareModule parsed = FirmwareModule.parse(module.toByteArray()).requireIntact();
    assertThat(parsed.prefixOffset()).isEqualTo(length);
    assertThat(parsed.payload().remaining()).isEqualTo(100);
    assertThat(parsed.prefix().platformId()).isEqualTo(BORON.id());
  }

  static Stream<ModuleExtension> extensions() {
    return Stream.of(
        new ModuleExtension.DynamicLocation(1, 0xffff_ffffL, 0x8000_0000L),
        new ModuleExtension.Dependency(
            new ModuleDependency(new ModuleFunction(200), 255, 65_535), 7),
        new ModuleExtension.Hash(HASH),
        new ModuleExtension.Name(""),
        new ModuleExtension.Name("n\u00e4me \uD83D\uDE00.bin"),
        new ModuleExtension.AssetDependency("logo.png", HASH),
        new ModuleExtension.AssetDependency("", HASH),
        new ModuleExtension.SecurityMode(1, Bytes.EMPTY),
        new ModuleExtension.SecurityMode(255, Bytes.of((byte) 1, (byte) 2, (byte) 3)),
        new ModuleExtension.AssetType(2),
        new ModuleExtension.Product(new ProductData(1, 2)),
        new ModuleExtension.Other(0x1234, Bytes.of(new byte[] {9, 8, 7})),
        new ModuleExtension.Other(0xfffe, Bytes.EMPTY),
        // Known types whose data is not of the known form.
        new ModuleExtension.Other(ExtensionType.HASH, Bytes.of(new byte[] {1, 32, 0})),
        new ModuleExtension.Other(ExtensionType.NAME, Bytes.of((byte) 0xff)),
        new ModuleExtension.Other(ExtensionType.PRODUCT_DATA, Bytes.of(new byte[6])),
        new ModuleExtension.Other(ExtensionType.ASSET_TYPE, Bytes.of(new byte[] {1, 1})),
        new ModuleExtension.Other(ExtensionType.SECURITY_MODE, Bytes.EMPTY));
  }

  @ParameterizedTest
  @MethodSource("extensions")
  void everyExtensionIsReadAsItWasWritten(ModuleExtension extension) throws IOException {
    List<ModuleExtension> list =
        List.of(extension, extension, new ModuleExtension.Name("x"), new ModuleExtension.End(3));
    FirmwareModule inSuffix = withSuffix(list, Bytes.EMPTY, Optional.of(ProductData.NONE));
    assertThat(FirmwareModule.parse(inSuffix.toByteArray()).suffix().extensions()).isEqualTo(list);
    FirmwareModule inPrefix =
        TestModules.assemble(
            BORON, ModuleFunction.USER_PART, list, new byte[5], TestModules.emptySuffix());
    assertThat(FirmwareModule.parse(inPrefix.toByteArray()).prefixExtensions()).isEqualTo(list);
    assertThat(inPrefix.payload().remaining()).isEqualTo(5);
  }

  private static FirmwareModule withSuffix(
      List<ModuleExtension> extensions, Bytes unparsed, Optional<ProductData> product)
      throws IOException {
    ModuleSuffix suffix = ModuleSuffix.unhashed(extensions, unparsed, product, 0x1234);
    return TestModules.assemble(
        BORON, ModuleFunction.USER_PART, List.of(), new byte[] {1, 2, 3, 4, 5}, suffix);
  }

  private static void assertComesBack(FirmwareModule module) throws IOException {
    FirmwareModule parsed = FirmwareModule.parse(module.toByteArray()).requireIntact();
    assertThat(parsed.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}));
    assertThat(parsed.suffix()).isEqualTo(module.suffix());
    assertThat(parsed.suffix().reserved()).isEqualTo(0x1234);
    assertThat(
            ModuleAssembler.assemble(
                parsed.vectorTable(),
                parsed.prefix(),
                parsed.prefixExtensions(),
                parsed.payload(),
                parsed.suffix()))
        .isEqualTo(module);
  }

  @Test
  void aSuffixOf36BytesHasNoProduct() throws IOException {
    FirmwareModule module = withSuffix(List.of(), Bytes.EMPTY, Optional.empty());
    assertThat(module.suffix().size()).isEqualTo(36);
    assertThat(module.suffix().product()).isEmpty();
    assertComesBack(module);
  }

  @Test
  void rawProductDataComesBehindTheExtensions() throws IOException {
    ProductData product = new ProductData(7, 8);
    FirmwareModule module =
        withSuffix(
            List.of(new ModuleExtension.Name("n"), new ModuleExtension.End(0)),
            Bytes.EMPTY,
            Optional.of(product));
    assertThat(module.suffix().product()).contains(product);
    assertComesBack(module);
  }

  @Test
  void aProductExtensionAtTheEndIsTheProduct() throws IOException {
    ProductData product = new ProductData(7, 8);
    FirmwareModule module =
        withSuffix(
            List.of(new ModuleExtension.Product(product)), Bytes.EMPTY, Optional.of(product));
    assertThat(module.suffix().size()).isEqualTo(46);
    assertThat(module.suffix().product()).contains(product);
    assertComesBack(module);
  }

  @Test
  void rawProductDataBehindAProductExtensionDoesNotShiftThePayload() throws IOException {
    ProductData product = new ProductData(7, 8);
    byte[] raw = {9, 0, 9, 0};
    FirmwareModule module =
        withSuffix(
            List.of(new ModuleExtension.Product(product)), Bytes.of(raw), Optional.of(product));
    assertThat(module.suffix().unparsed()).isEqualTo(Bytes.of(raw));
    assertComesBack(module);
  }

  @Test
  void unparsedBytesBehindTheListAreKept() throws IOException {
    for (byte[] unparsed : new byte[][] {{1}, {1, 2, 3}, new byte[50]}) {
      FirmwareModule module =
          withSuffix(
              List.of(new ModuleExtension.Name("n"), new ModuleExtension.End(2)),
              Bytes.of(unparsed),
              Optional.of(ProductData.NONE));
      assertThat(module.suffix().unparsed()).isEqualTo(Bytes.of(unparsed));
      assertComesBack(module);
    }
  }

  @Test
  void anInvalidTypeEndsTheListAndWhatFollowsIsKept() throws IOException {
    byte[] unparsed = {(byte) 0xff, (byte) 0xff, 5, 0, 1, 2};
    FirmwareModule module =
        withSuffix(
            List.of(new ModuleExtension.Name("n")),
            Bytes.of(unparsed),
            Optional.of(ProductData.NONE));
    assertThat(module.suffix().extensions()).hasSize(1);
    assertThat(module.suffix().unparsed()).isEqualTo(Bytes.of(unparsed));
    assertComesBack(module);
  }

  @Test
  void everyFieldOfThePrefixIsKept() throws IOException {
    FirmwareModule module = TestModules.application(BORON, new byte[9]);
    ByteBuffer bytes = ByteBuffer.wrap(module.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put(8, (byte) 0x5a).putShort(10, (short) 0xabcd).put(15, (byte) 0xfe).put(9, (byte) 0xe0);
    bytes.put(20, (byte) 8).put(21, (byte) 7).putShort(22, (short) 0x1234);
    FirmwareModule parsed = FirmwareModule.parse(TestModules.withValidSums(bytes.array()));
    ModulePrefix prefix = parsed.prefix();
    assertThat(prefix.reserved()).isEqualTo(0x5a);
    assertThat(prefix.moduleVersion()).isEqualTo(0xabcd);
    assertThat(prefix.index()).isEqualTo(0xfe);
    assertThat(prefix.flags()).hasToString("0xe0");
    assertThat(prefix.dependency1()).hasToString("system part 1 >= 5500");
    assertThat(prefix.dependency2()).hasToString("radio stack 7 >= 4660");
    assertThat(ModuleEditor.edit(parsed).withAssetDependencies(List.of()).toByteArray())
        .isEqualTo(parsed.toByteArray());
  }

  @Test
  void flagsAndFunctionsReadAsTheyAreCalled() {
    assertThat(ModuleFlags.NONE).hasToString("none");
    assertThat(ModuleFlags.DROP_MODULE_INFO.with(ModuleFlags.COMPRESSED))
        .hasToString("DROP_MODULE_INFO COMPRESSED");
    assertThat(new ModuleFlags(0x90)).hasToString("PREFIX_EXTENSIONS 0x80");
    assertThat(new ModuleFunction(9)).isEqualTo(ModuleFunction.ASSET).hasToString("asset");
    assertThat(new ModuleFunction(77)).hasToString("function 77");
    assertThat(ModuleDependency.NONE).hasToString("none");
  }

  @Test
  void combinedModulesKeepTheirVectorTables() throws IOException {
    List<FirmwareModule> modules = new ArrayList<>();
    for (int length : new int[] {0x200, 0, 12}) {
      modules.add(behindVectorTable(length));
    }
    assertThat(CombinedModules.split(CombinedModules.combine(modules))).isEqualTo(modules);
  }
}
