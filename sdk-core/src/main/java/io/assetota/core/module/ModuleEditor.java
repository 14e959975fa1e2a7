package io.assetota.core.module;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * Changes the extensions of a module. Where they stand depends on the platform: in front of the
 * other suffix extensions, or behind those of the prefix, whose start address then moves down. In
 * an application for {@link Platform#LINUX}, those that don't fit into the suffix go into the
 * prefix (docs/FORMAT.md, Asset dependencies in an application).
 *
 * <p>SHA-256 and CRC-32 are computed again. Compressed and combined modules are refused, and
 * damaged ones, which would be given valid checksums. Immutable: every method returns the changed
 * module.
 */
public final class ModuleEditor {
  private static final int START_ALIGNMENT = 8;

  private final FirmwareModule module;
  private final boolean overflows;
  private final boolean inPrefix;

  private ModuleEditor(FirmwareModule module) {
    this.module = module;
    int platform = module.prefix().platformId();
    boolean application = module.prefix().function().equals(ModuleFunction.USER_PART);
    boolean growsLeft =
        application && Platform.byId(platform).map(Platform::growsLeft).orElse(false);
    this.overflows = application && platform == Platform.LINUX.id();
    this.inPrefix =
        !overflows && (growsLeft || module.prefix().flags().has(ModuleFlags.PREFIX_EXTENSIONS));
  }

  /**
   * Begins to edit a module.
   *
   * @param module the module; it stays as it is
   * @return an editor
   * @throws AssetException if the module is compressed or combined, or its SHA-256 or CRC-32 is
   *     wrong
   */
  public static ModuleEditor edit(FirmwareModule module) throws AssetException {
    if (module.prefix().flags().has(ModuleFlags.COMPRESSED)) {
      throw new AssetException(
          "the extensions of a compressed module can't be changed: decompress it first");
    }
    if (module.prefix().flags().has(ModuleFlags.COMBINED)) {
      throw new AssetException(
          "the extensions of a combined module can't be changed: split it first");
    }
    return new ModuleEditor(module.requireIntact());
  }

  /**
   * Replaces all asset dependencies as a set.
   *
   * @param assets the assets, in the order in which they are to stand; none to remove all
   * @return the changed module
   * @throws AssetException if two assets have the same name, or the module gets too long for its
   *     platform
   */
  public FirmwareModule withAssetDependencies(List<AssetReference> assets) throws AssetException {
    if (assets.stream().map(AssetReference::name).distinct().count() < assets.size()) {
      throw new AssetException("two assets have the same name: " + assets);
    }
    return replace(
        ModuleExtension.AssetDependency.class::isInstance,
        assets.stream().map(ModuleExtension.AssetDependency::on).toList());
  }

  /**
   * Removes all asset dependencies.
   *
   * @return the changed module
   * @throws AssetException if the result would not be a valid module
   */
  public FirmwareModule withoutAssetDependencies() throws AssetException {
    return withAssetDependencies(List.of());
  }

  /**
   * Marks the module as protected.
   *
   * @param certificate bytes behind the mode, or none
   * @return the changed module
   * @throws AssetException if the module gets too long for its platform
   */
  public FirmwareModule protect(Bytes certificate) throws AssetException {
    return replace(
        ModuleExtension.SecurityMode.class::isInstance,
        List.of(
            new ModuleExtension.SecurityMode(ModuleExtension.SecurityMode.PROTECTED, certificate)));
  }

  /**
   * Replaces extensions.
   *
   * @param replaced which of the present extensions are dropped, wherever they stand
   * @param added the extensions that are put in where the platform has them, without END
   * @return the changed module
   * @throws AssetException if the module gets too long for its platform
   */
  public FirmwareModule replace(
      Predicate<ModuleExtension> replaced, List<? extends ModuleExtension> added)
      throws AssetException {
    FirmwareModule result =
        inPrefix ? replaceInPrefix(replaced, added) : replaceInSuffix(replaced, added);
    long limit =
        result.prefix().function().equals(ModuleFunction.USER_PART)
            ? Platform.byId(result.prefix().platformId()).map(Platform::userPartLimit).orElse(0L)
            : 0;
    if (limit > 0 && result.length() > limit) {
      throw new AssetException(
          "Resulting module exceeds platform size limits by "
              + (result.length() - limit)
              + " bytes");
    }
    return result;
  }

  private FirmwareModule replaceInSuffix(
      Predicate<ModuleExtension> replaced, List<? extends ModuleExtension> added)
      throws AssetException {
    List<ModuleExtension> kept =
        module.suffix().extensions().stream().filter(replaced.negate()).toList();
    int inPrefixOnly = overflows ? overflow(kept, added) : 0;
    List<ModuleExtension> extensions = new ArrayList<>(added.subList(inPrefixOnly, added.size()));
    extensions.addAll(kept);
    ModuleSuffix suffix = module.suffix().withExtensions(closed(extensions));
    List<ModuleExtension> prefixExtensions =
        overflows
            ? prefixExtensions(replaced, added.subList(0, inPrefixOnly))
            : module.prefixExtensions();
    if (overflows && !prefixExtensions.isEmpty()) {
      prefixExtensions.add(new ModuleExtension.End(0));
      if (module.prefixOffset() != 0) {
        throw behindVectorTable();
      }
    }
    long length =
        ModuleAssembler.length(
            module.prefixOffset(), prefixExtensions, module.payload().remaining(), suffix);
    long start = module.prefix().startAddress();
    ModulePrefix prefix = withAddresses(start, start + length - ModulePrefix.CRC_LENGTH);
    ModuleFlags flags =
        prefixExtensions.isEmpty()
            ? prefix.flags().without(ModuleFlags.PREFIX_EXTENSIONS)
            : prefix.flags().with(ModuleFlags.PREFIX_EXTENSIONS);
    return ModuleAssembler.assemble(
        module.vectorTable(),
        overflows ? prefix.withFlags(flags) : prefix,
        prefixExtensions,
        module.payload(),
        suffix);
  }

  /** Returns how many of the added extensions, the first ones, don't fit into the suffix. */
  private int overflow(List<ModuleExtension> kept, List<? extends ModuleExtension> added) {
    List<ModuleExtension> always =
        kept.isEmpty() ? List.of(new ModuleExtension.End(0)) : closed(kept);
    int room = Unsigned.MAX_16 - module.suffix().withExtensions(always).size();
    int first = added.size();
    while (first > 0 && added.get(first - 1).length() <= room) {
      room -= added.get(first - 1).length();
      first--;
    }
    return first;
  }

  /** A list of the suffix ends with END, or with the product. */
  private static List<ModuleExtension> closed(List<ModuleExtension> extensions) {
    List<ModuleExtension> closed = new ArrayList<>(extensions);
    if (!closed.isEmpty()) {
      ModuleExtension last = closed.get(closed.size() - 1);
      if (last.type() != ExtensionType.END && !(last instanceof ModuleExtension.Product)) {
        closed.add(new ModuleExtension.End(0));
      }
    }
    return closed;
  }

  private List<ModuleExtension> prefixExtensions(
      Predicate<ModuleExtension> replaced, List<? extends ModuleExtension> added) {
    List<ModuleExtension> extensions = new ArrayList<>();
    module.prefixExtensions().stream()
        .filter(e -> e.type() != ExtensionType.END && !replaced.test(e))
        .forEach(extensions::add);
    extensions.addAll(added);
    return extensions;
  }

  private static AssetException behindVectorTable() {
    return new AssetException("extensions in the prefix are not possible behind a vector table");
  }

  private FirmwareModule replaceInPrefix(
      Predicate<ModuleExtension> replaced, List<? extends ModuleExtension> added)
      throws AssetException {
    List<ModuleExtension> extensions = prefixExtensions(replaced, added);
    List<ModuleExtension> inSuffix =
        module.suffix().extensions().stream().filter(replaced.negate()).toList();
    if (extensions.isEmpty()
        && module.prefixExtensions().isEmpty()
        && inSuffix.size() == module.suffix().extensions().size()) {
      return module;
    }
    if (module.prefixOffset() != 0) {
      throw behindVectorTable();
    }
    long end = module.prefix().endAddress();
    extensions.add(new ModuleExtension.End(0));
    long unpadded =
        end
            + ModulePrefix.CRC_LENGTH
            - ModuleAssembler.length(
                0,
                extensions,
                module.payload().remaining(),
                module.suffix().withExtensions(inSuffix));
    int padding = Math.floorMod(unpadded, START_ALIGNMENT);
    extensions.set(extensions.size() - 1, new ModuleExtension.End(padding));
    long start = unpadded - padding;
    ModulePrefix prefix = withAddresses(start, end);
    return ModuleAssembler.assemble(
        module.vectorTable(),
        prefix.withFlags(prefix.flags().with(ModuleFlags.PREFIX_EXTENSIONS)),
        extensions,
        module.payload(),
        module.suffix().withExtensions(moved(inSuffix, start)));
  }

  private ModulePrefix withAddresses(long start, long end) throws AssetException {
    if (start < 0 || end > Unsigned.MAX_32) {
      throw new AssetException("the extensions do not fit the address range of the module");
    }
    return module.prefix().withAddresses(start, end);
  }

  private static List<ModuleExtension> moved(List<ModuleExtension> extensions, long start) {
    return extensions.stream()
        .map(
            e ->
                e instanceof ModuleExtension.DynamicLocation location
                    ? new ModuleExtension.DynamicLocation(
                        start, location.dynalibLoad(), location.dynalibStart())
                    : e)
        .toList();
  }
}
