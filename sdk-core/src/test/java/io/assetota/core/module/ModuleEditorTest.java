package io.assetota.core.module;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changing the extensions of modules, beyond what the vectors have. */
final class ModuleEditorTest {
  private static final AssetReference LOGO = reference("logo.png");
  private static final AssetReference SOUND = reference("sound.wav");

  private static AssetReference reference(String name) {
    return new AssetReference(name, AssetHash.ofContent(name.getBytes(UTF_8)));
  }

  private static Platform platform(String name) {
    return Platform.byName(name).orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"boron", "p2", "linux"})
  void dependenciesAreReplacedAsASetAndRemovedAgain(String name) throws IOException {
    FirmwareModule plain = TestModules.application(platform(name), new byte[123]);
    FirmwareModule one = ModuleEditor.edit(plain).withAssetDependencies(List.of(LOGO));
    FirmwareModule other = ModuleEditor.edit(one).withAssetDependencies(List.of(SOUND));
    assertThat(other.assetDependencies()).containsExactly(SOUND);
    assertThat(other.requireIntact().payload()).isEqualTo(plain.payload());
    assertThat(ModuleEditor.edit(other).withoutAssetDependencies().assetDependencies()).isEmpty();
    assertThat(ModuleEditor.edit(other).withAssetDependencies(List.of(LOGO))).isEqualTo(one);
  }

  @ParameterizedTest
  @ValueSource(strings = {"boron", "p2", "linux"})
  void removingFromAModuleWithoutAnyChangesNothing(String name) throws IOException {
    FirmwareModule plain = TestModules.application(platform(name), new byte[123]);
    assertThat(ModuleEditor.edit(plain).withoutAssetDependencies()).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource({"boron, 262144, 47", "p2, 1572864, 48"})
  void aModuleThatGetsTooLongSaysByHowManyBytes(String name, int limit, int tooMany)
      throws IOException {
    FirmwareModule fits = ofLength(platform(name), limit, LOGO);
    assertThat(fits.length()).isEqualTo(limit);
    FirmwareModule plain = ModuleEditor.edit(fits).withoutAssetDependencies();
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> ModuleEditor.edit(plain).withAssetDependencies(List.of(LOGO, SOUND)))
        .withMessage("Resulting module exceeds platform size limits by " + tooMany + " bytes");
  }

  /** With the asset, exactly this long; addresses are multiples of 8. */
  private static FirmwareModule ofLength(Platform platform, int length, AssetReference asset)
      throws IOException {
    FirmwareModule small =
        ModuleEditor.edit(TestModules.application(platform, new byte[0]))
            .withAssetDependencies(List.of(asset));
    for (int payload = length - small.length(); ; payload--) {
      FirmwareModule module =
          ModuleEditor.edit(TestModules.application(platform, new byte[payload]))
              .withAssetDependencies(List.of(asset));
      if (module.length() == length) {
        return module;
      }
    }
  }

  @Test
  void aPrefixPlatformBehindAVectorTableIsRefusedUnlessThereIsNothingToDo() throws IOException {
    FirmwareModule plain = TestModules.application(platform("p2"), new byte[50]);
    ModulePrefix prefix = plain.prefix();
    FirmwareModule module =
        ModuleAssembler.assemble(
            ByteBuffer.allocate(0x200),
            prefix.withAddresses(prefix.startAddress(), prefix.endAddress() + 0x200),
            List.of(),
            plain.payload(),
            plain.suffix());
    assertThat(module.prefixOffset()).isEqualTo(0x200);
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> ModuleEditor.edit(module).withAssetDependencies(List.of(LOGO)))
        .withMessageContaining("not possible behind a vector table");
    assertThat(ModuleEditor.edit(module).withoutAssetDependencies()).isEqualTo(module);
  }

  @Test
  void aSuffixWithoutProductGetsOneWithTheFirstExtension() throws IOException {
    FirmwareModule plain =
        TestModules.application(platform("boron"), new byte[50], Optional.empty());
    FirmwareModule module = ModuleEditor.edit(plain).withAssetDependencies(List.of(LOGO));
    assertThat(module.assetDependencies()).containsExactly(LOGO);
    assertThat(module.suffix().product()).contains(ProductData.NONE);
    assertThat(module.suffix().extensions())
        .containsExactly(ModuleExtension.AssetDependency.on(LOGO), new ModuleExtension.End(0));
    assertThat(module.payload()).isEqualTo(plain.payload());
  }

  @Test
  void onAPrefixPlatformDependenciesInTheSuffixAreReplacedToo() throws IOException {
    ModuleSuffix suffix =
        ModuleSuffix.unhashed(
            List.of(ModuleExtension.AssetDependency.on(LOGO), new ModuleExtension.End(0)),
            Bytes.EMPTY,
            Optional.of(new ProductData(3, 4)),
            0);
    FirmwareModule module =
        TestModules.assemble(
            platform("p2"), ModuleFunction.USER_PART, List.of(), new byte[50], suffix);
    assertThat(module.assetDependencies()).containsExactly(LOGO);
    FirmwareModule replaced = ModuleEditor.edit(module).withAssetDependencies(List.of(SOUND));
    assertThat(replaced.assetDependencies()).containsExactly(SOUND);
    assertThat(replaced.suffix().product()).contains(new ProductData(3, 4));
    assertThat(replaced.payload()).isEqualTo(module.payload());
    assertThat(replaced.prefix().endAddress()).isEqualTo(module.prefix().endAddress());
    FirmwareModule stripped = ModuleEditor.edit(module).withoutAssetDependencies();
    assertThat(stripped.assetDependencies()).isEmpty();
    assertThat(stripped.payload()).isEqualTo(module.payload());
  }

  @Test
  void anEndWithPaddingThatIsNotZeroIsAnEnd() throws IOException {
    ModuleExtension end = new ModuleExtension.Other(ExtensionType.END, Bytes.of((byte) 7));
    FirmwareModule module =
        TestModules.assemble(
            platform("p2"),
            ModuleFunction.USER_PART,
            List.of(new ModuleExtension.Name("n"), end),
            new byte[50],
            TestModules.emptySuffix());
    FirmwareModule changed = ModuleEditor.edit(module).withAssetDependencies(List.of(LOGO));
    assertThat(changed.assetDependencies()).containsExactly(LOGO);
    assertThat(changed.prefixExtensions())
        .filteredOn(e -> e.type() == ExtensionType.END)
        .hasSize(1);
  }

  @Test
  void moreDependenciesThanASuffixHoldsSayWhatToDo() throws IOException {
    List<AssetReference> many =
        IntStream.range(0, 1_000).mapToObj(i -> reference("x".repeat(200) + i)).toList();
    ModuleEditor editor =
        ModuleEditor.edit(TestModules.application(platform("boron"), new byte[5]));
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> editor.withAssetDependencies(many))
        .withMessageContaining("Use fewer assets or shorter names");
  }

  @Test
  void onLinuxWhatDoesNotFitIntoTheSuffixStandsInThePrefix() throws IOException {
    FirmwareModule plain =
        ApplicationModule.wrap(
            Platform.LINUX, new ProductData(0xffff, 7), 5500, "kiosk.jar", new byte[] {1, 2, 3});
    List<AssetReference> many =
        IntStream.range(0, 10_000).mapToObj(i -> reference("asset-" + i)).toList();

    FirmwareModule module = ModuleEditor.edit(plain).withAssetDependencies(many);

    FirmwareModule read = FirmwareModule.parse(module.toByteArray()).requireIntact();
    assertThat(read.assetDependencies()).isEqualTo(many);
    assertThat(read.payload()).isEqualTo(plain.payload());
    assertThat(read.version()).isEqualTo("7");
    assertThat(ApplicationModule.payloadName(read)).contains("kiosk.jar");
    assertThat(read.prefix().flags().has(ModuleFlags.PREFIX_EXTENSIONS)).isTrue();
    assertThat(read.suffix().size()).isBetween(65_535 - 60, 65_535);
    assertThat(ModuleEditor.edit(read).withoutAssetDependencies()).isEqualTo(plain);
    assertThat(ModuleEditor.edit(read).withAssetDependencies(List.of(LOGO)))
        .isEqualTo(ModuleEditor.edit(plain).withAssetDependencies(List.of(LOGO)));
    assertThat(ModuleEditor.edit(read).withAssetDependencies(many)).isEqualTo(module);
  }

  /** Also a suffix without extensions, and one without a product, is filled to the last byte. */
  @Test
  void onLinuxTheSuffixIsFilledFirst() throws IOException {
    for (Optional<ProductData> product :
        List.of(Optional.<ProductData>empty(), Optional.of(ProductData.NONE))) {
      FirmwareModule plain = TestModules.application(platform("linux"), new byte[5], product);
      int overflowing = 0;
      for (int count = 1150; count < 1250; count++) {
        List<AssetReference> assets =
            IntStream.range(0, count).mapToObj(i -> reference("asset-number-" + i)).toList();
        FirmwareModule module = ModuleEditor.edit(plain).withAssetDependencies(assets);
        assertThat(module.assetDependencies()).isEqualTo(assets);
        List<ModuleExtension> inPrefix = module.prefixExtensions();
        assertThat(module.prefix().flags().has(ModuleFlags.PREFIX_EXTENSIONS))
            .isEqualTo(!inPrefix.isEmpty());
        if (!inPrefix.isEmpty()) {
          overflowing++;
          int next = inPrefix.get(inPrefix.size() - 2).length();
          assertThat(module.suffix().size() + next).isGreaterThan(65_535);
        }
      }
      assertThat(overflowing).isBetween(1, 99);
    }
  }

  @Test
  void modulesOfOtherKindsHaveNoPlatformLimit() throws IOException {
    FirmwareModule system =
        TestModules.assemble(
            platform("boron"),
            ModuleFunction.SYSTEM_PART,
            List.of(),
            new byte[700_000],
            TestModules.emptySuffix());
    assertThat(ModuleEditor.edit(system).protect(Bytes.EMPTY).length()).isGreaterThan(700_000);
  }

  @Test
  void anAddressRangeThatIsTooShortIsAnError() throws IOException {
    FirmwareModule plain = TestModules.application(platform("p2"), new byte[50]);
    FirmwareModule atZero =
        ModuleAssembler.assemble(
            ByteBuffer.allocate(0),
            plain.prefix().withAddresses(0, plain.length() - 4L),
            List.of(),
            plain.payload(),
            plain.suffix());
    assertThatExceptionOfType(AssetException.class)
        .isThrownBy(() -> ModuleEditor.edit(atZero).withAssetDependencies(List.of(LOGO)))
        .withMessageContaining("address range");
  }
}
