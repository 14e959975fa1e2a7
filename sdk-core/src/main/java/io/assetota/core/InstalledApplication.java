package io.assetota.core;

import com.google.common.collect.ImmutableList;
import io.assetota.core.module.FirmwareModule;
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
 * @param product its product and version, if it has any
 * @param assets the assets that it requires, in their order
 */
public record InstalledApplication(
    AssetHash sha256,
    long length,
    ModulePrefix prefix,
    Optional<ProductData> product,
    List<AssetReference> assets) {

  /** Copies the list. */
  public InstalledApplication {
    assets = ImmutableList.copyOf(assets);
  }

  /**
   * Looks at a module.
   *
   * @param module an intact application
   * @return what is known of it
   * @throws AssetException if its asset dependencies break a rule
   */
  static InstalledApplication of(FirmwareModule module) throws AssetException {
    return new InstalledApplication(
        module.suffix().sha256(),
        module.length(),
        module.prefix(),
        module.suffix().product(),
        module.assetDependencies());
  }
}
