package io.assetota.core.module;

import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Several modules in one file: all but the last carry the flag COMBINED. */
public final class CombinedModules {
  /** A device has a handful of modules; a file that claims more is not one of ours. */
  private static final int MAX_MODULES = 64;

  private CombinedModules() {}

  /**
   * Puts modules behind each other.
   *
   * @param modules at least one; none of them combined already
   * @return the bytes of all
   * @throws AssetException if there is none, or one is combined already or damaged
   */
  public static byte[] combine(List<FirmwareModule> modules) throws AssetException {
    if (modules.isEmpty()) {
      throw new AssetException("there is no module to combine");
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < modules.size(); i++) {
      FirmwareModule module = modules.get(i);
      if (module.prefix().flags().has(ModuleFlags.COMBINED)) {
        throw new AssetException("module " + (i + 1) + " is combined already");
      }
      module.requireIntact(); // it would get valid checksums
      boolean last = i == modules.size() - 1;
      FirmwareModule part =
          last ? module : withFlags(module, module.prefix().flags().with(ModuleFlags.COMBINED));
      out.writeBytes(part.toByteArray());
    }
    return out.toByteArray();
  }

  /**
   * Takes combined modules apart.
   *
   * @param combined the bytes of one or more modules
   * @return the modules, without the flag COMBINED
   * @throws AssetException if the bytes are not whole, intact modules, each but the last marked as
   *     combined
   */
  public static List<FirmwareModule> split(byte[] combined) throws AssetException {
    List<FirmwareModule> modules = new ArrayList<>();
    int at = 0;
    boolean more = true;
    while (more) {
      if (modules.size() == MAX_MODULES) {
        throw new ModuleFormatException("more than " + MAX_MODULES + " combined modules", at);
      }
      byte[] rest = Arrays.copyOfRange(combined, at, combined.length);
      if (rest.length < ModulePrefix.LENGTH) {
        throw new ModuleFormatException("a module is announced, but the file ends", at);
      }
      ModulePrefix prefix = ModulePrefix.read(rest, PrefixFinder.find(rest));
      if (prefix.moduleLength() > rest.length || prefix.endAddress() <= prefix.startAddress()) {
        throw new ModuleFormatException("combined module is cut off or has no valid prefix", at);
      }
      int length = (int) prefix.moduleLength();
      FirmwareModule module = part(Arrays.copyOf(rest, length), at);
      ModuleFlags flags = module.prefix().flags();
      more = flags.has(ModuleFlags.COMBINED);
      modules.add(more ? withFlags(module, flags.without(ModuleFlags.COMBINED)) : module);
      at += length;
    }
    if (at < combined.length) {
      throw new ModuleFormatException(
          (combined.length - at) + " bytes follow the last combined module", at);
    }
    return List.copyOf(modules);
  }

  private static FirmwareModule part(byte[] module, int at) throws AssetException {
    try {
      return FirmwareModule.parseOwned(module).requireIntact();
    } catch (ModuleFormatException e) {
      throw e.movedBy(at);
    }
  }

  private static FirmwareModule withFlags(FirmwareModule module, ModuleFlags flags)
      throws AssetException {
    return ModuleAssembler.assemble(
        module.vectorTable(),
        module.prefix().withFlags(flags),
        module.prefixExtensions(),
        module.payload(),
        module.suffix());
  }
}
