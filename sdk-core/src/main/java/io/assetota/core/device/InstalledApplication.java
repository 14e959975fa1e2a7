package io.assetota.core.device;

import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ModuleFormatException;
import io.assetota.core.module.ModulePrefix;
import io.assetota.core.module.ProductData;
import java.util.List;
import java.util.Optional;

/**
 * What is known of the application in a device's application slot.
 *
 * @param sha256 the hash that identifies it, from its suffix
 * @param length length of the module in bytes
 * @param prefix its prefix: platform, version, dependencies
 * @param name the name of the wrapped file, {@code kiosk.jar} for example; empty for an application
 *     that wraps none
 * @param product its product and version, if it has any
 * @param assets the assets that it requires, in their order
 */
public record InstalledApplication(
    AssetHash sha256,
    long length,
    ModulePrefix prefix,
    Optional<String> name,
    Optional<ProductData> product,
    List<AssetReference> assets) {

  /** Copies the list. */
  public InstalledApplication {
    assets = List.copyOf(assets);
  }

  /**
   * Looks at a module.
   *
   * @param module an intact application
   * @return what is known of it
   * @throws AssetException if its asset dependencies break a rule
   */
  public static InstalledApplication of(FirmwareModule module) throws AssetException {
    return new InstalledApplication(
        module.suffix().sha256(),
        module.length(),
        module.prefix(),
        name(module),
        module.suffix().product(),
        module.assetDependencies());
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
   * Returns what its release is called: the product's version, or else the module's.
   *
   * @return the version, in digits
   */
  public String release() {
    return product
        .filter(p -> !p.equals(ProductData.NONE))
        .map(p -> Integer.toString(p.version()))
        .orElse(Integer.toString(prefix.moduleVersion()));
  }
}
