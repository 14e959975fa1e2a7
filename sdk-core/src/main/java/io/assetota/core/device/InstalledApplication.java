package io.assetota.core.device;

import com.google.common.collect.ImmutableSet;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFormatException;
import io.assetota.core.module.ModulePrefix;
import io.assetota.core.module.ProductData;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The application that is installed on a device.
 *
 * @param id identifies it: the SHA-256 of the file {@code application.bin}
 * @param length length of the module in bytes
 * @param prefix its prefix: platform, version, dependencies
 * @param name the name of the wrapped file, {@code kiosk.jar} for example; empty for an application
 *     that wraps none
 * @param product its product and version, if it has any
 * @param assets the assets that it requires, in their order
 * @param program its program; empty if it is no wrapped application
 */
public record InstalledApplication(
    ApplicationId id,
    long length,
    ModulePrefix prefix,
    Optional<String> name,
    Optional<ProductData> product,
    List<AssetReference> assets,
    Optional<InstalledProgram> program) {

  /** Copies the list. */
  public InstalledApplication {
    assets = List.copyOf(assets);
  }

  /**
   * Looks at a module.
   *
   * @param module an intact application
   * @return what is known of it
   * @throws AssetException if its asset dependencies or its manifest break a rule
   */
  public static InstalledApplication of(FirmwareModule module) throws AssetException {
    Optional<String> name = name(module);
    return new InstalledApplication(
        module.id(),
        module.length(),
        module.prefix(),
        name,
        module.suffix().product(),
        module.assetDependencies(),
        name.isPresent() ? Optional.of(InstalledProgram.of(module)) : Optional.empty());
  }

  /** A name that breaks the rules counts as none: nothing on a device depends on it. */
  private static Optional<String> name(FirmwareModule module) {
    try {
      return ApplicationModule.payloadName(module);
    } catch (ModuleFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Tells whether a process that runs one application may go on with the assets of another one:
   * both wrap the same program, for the same platform.
   *
   * @param other another application
   * @return true if it need not be started anew; false also where it isn't known, as for firmware
   */
  public boolean hasSameProgramAs(InstalledApplication other) {
    return program.isPresent()
        && other.program.isPresent()
        && program.get().id().equals(other.program.get().id())
        && prefix.platformId() == other.prefix.platformId();
  }

  /**
   * Returns what its release is called: the version of its program, or else the product's, or else
   * the module's.
   *
   * @return the version
   */
  public String release() {
    return program.flatMap(InstalledProgram::version).orElseGet(() -> prefix.version(product));
  }

  /**
   * Returns the contents of its files that have to be stored, as {@link
   * io.assetota.core.application.FileContent} names them.
   *
   * @return in the order of the files; none unless it is a folder
   */
  public List<AssetReference> files() {
    return program.map(InstalledProgram::contents).orElse(List.of());
  }

  /**
   * Returns all that has to be stored for it: its assets, and the contents of its files.
   *
   * @return assets first
   */
  public Set<AssetReference> required() {
    return ImmutableSet.<AssetReference>builder().addAll(assets).addAll(files()).build();
  }
}
