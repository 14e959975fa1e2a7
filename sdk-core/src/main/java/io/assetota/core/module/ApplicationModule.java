package io.assetota.core.module;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Makes an application module around a payload that is no firmware, for example a jar, so that it
 * can have assets and travel as applications do (docs/FORMAT.md, Wrapped applications).
 *
 * <p>The module is a user part with start address 0 that depends on the system part. The payload's
 * name stands in a NAME extension of the suffix.
 */
public final class ApplicationModule {
  /** What the applications of Device OS 5.5.0 have; nothing on a gateway depends on it. */
  private static final int MODULE_VERSION = 6;

  private static final int FIRST_INDEX = 1;

  private ApplicationModule() {}

  /**
   * Wraps a payload.
   *
   * @param platform the platform that the application is for
   * @param product the product and its version, which is the application's version
   * @param deviceOsVersion the lowest version of the system part, as a module version: 5500 for
   *     Device OS 5.5.0; 0 to 65535
   * @param name the payload's file name
   * @param payload the payload, at most 256 MiB less what the module adds
   * @return the module, without asset dependencies
   * @throws AssetException if the payload is too long
   * @throws IllegalArgumentException if the name breaks the rules of {@link AssetReference}, or a
   *     version is out of range
   */
  public static FirmwareModule wrap(
      Platform platform, ProductData product, int deviceOsVersion, String name, byte[] payload)
      throws AssetException {
    ModuleExtension.Name nameExtension =
        new ModuleExtension.Name(AssetReference.requireValidName(name));
    ModuleSuffix suffix =
        ModuleSuffix.unhashed(
            List.of(nameExtension, new ModuleExtension.Product(product)),
            Bytes.EMPTY,
            Optional.of(product),
            0);
    long length = ModuleAssembler.length(0, List.of(), payload.length, suffix);
    ModulePrefix prefix =
        new ModulePrefix(
            0,
            length - ModulePrefix.CRC_LENGTH,
            0,
            ModuleFlags.NONE,
            MODULE_VERSION,
            platform.id(),
            ModuleFunction.USER_PART,
            FIRST_INDEX,
            new ModuleDependency(ModuleFunction.SYSTEM_PART, FIRST_INDEX, deviceOsVersion),
            ModuleDependency.NONE);
    return ModuleAssembler.assemble(
        ByteBuffer.allocate(0), prefix, List.of(), ByteBuffer.wrap(payload), suffix);
  }

  /**
   * Returns the name of a wrapped payload. The payload itself is {@link FirmwareModule#payload()}.
   *
   * @param module a module
   * @return the name; empty when the module is no wrapped application
   * @throws ModuleFormatException if the name breaks the rules of {@link AssetReference}
   */
  public static Optional<String> payloadName(FirmwareModule module) throws ModuleFormatException {
    if (!module.prefix().function().equals(ModuleFunction.USER_PART)) {
      return Optional.empty();
    }
    for (ModuleExtension extension : module.suffix().extensions()) {
      if (extension instanceof ModuleExtension.Name name) {
        try {
          return Optional.of(AssetReference.requireValidName(name.name()));
        } catch (IllegalArgumentException e) {
          throw new ModuleFormatException("payload refused: " + e.getMessage(), 0);
        }
      }
    }
    return Optional.empty();
  }
}
