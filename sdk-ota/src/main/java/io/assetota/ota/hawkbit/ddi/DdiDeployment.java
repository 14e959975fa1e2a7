package io.assetota.ota.hawkbit.ddi;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a device has to install.
 *
 * @param id the action's id, 1 to 64 characters
 * @param download whether it has to be fetched
 * @param update whether it has to be installed
 * @param windowOpen whether the maintenance window is open; empty for an action without one
 * @param modules its software modules
 */
public record DdiDeployment(
    String id,
    Handling download,
    Handling update,
    Optional<Boolean> windowOpen,
    List<Module> modules) {
  private static final String BUNDLE = ".zip";

  /** How a step has to be done. */
  public enum Handling {
    /** Not at all. */
    SKIP,
    /** When it suits the device. */
    ATTEMPT,
    /** At once. */
    FORCED
  }

  /**
   * A software module.
   *
   * @param part its type, as hawkBit tells it: {@code bApp} for an application
   * @param name its name
   * @param version its version
   * @param artifacts its files
   * @param metadata what its makers wrote to it for devices
   */
  public record Module(
      String part,
      String name,
      String version,
      List<Artifact> artifacts,
      Map<String, String> metadata) {
    /** Copies. */
    public Module {
      artifacts = ImmutableList.copyOf(artifacts);
      metadata = ImmutableMap.copyOf(metadata);
    }
  }

  /**
   * A file.
   *
   * @param filename its name; not to be used as a path
   * @param size its length in bytes, 0 or more
   * @param sha256 its SHA-256 in hexadecimal digits, from the server; may be empty
   * @param download where it is; empty if there is no link that can be followed
   */
  public record Artifact(String filename, long size, String sha256, Optional<URI> download) {}

  /** Copies. */
  public DdiDeployment {
    modules = ImmutableList.copyOf(modules);
  }

  /**
   * Returns the only module. A release of this SDK has one; installing one of several would be
   * neither success nor failure.
   *
   * @return the module
   * @throws AssetException if there are none, or several
   */
  public Module module() throws AssetException {
    if (modules.size() != 1) {
      throw new AssetException(
          "the distribution set has "
              + modules.size()
              + " software modules: exactly one is needed");
    }
    return modules.get(0);
  }

  /**
   * Returns the bundle: the one artifact whose name ends in {@code .zip}.
   *
   * @return the artifact, which has a link
   * @throws AssetException if there are none, or several, or the link can't be followed
   */
  public Artifact bundle() throws AssetException {
    List<Artifact> bundles =
        module().artifacts().stream()
            .filter(a -> a.filename().toLowerCase(Locale.ROOT).endsWith(BUNDLE))
            .toList();
    if (bundles.size() != 1) {
      throw new AssetException(
          "the software module has "
              + bundles.size()
              + " artifacts whose name ends in .zip: exactly one is needed");
    }
    Artifact bundle = bundles.get(0);
    if (bundle.download().isEmpty()) {
      throw new AssetException(
          "the artifact "
              + Printable.text(bundle.filename())
              + " has no link that begins with http or https");
    }
    return bundle;
  }
}
