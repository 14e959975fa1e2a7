package io.assetota.bundle;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.check.ApplicationRules;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Wraps a payload, for example the jar of a Java application, as an application module, so that it
 * can be bundled with assets like any other application. Immutable.
 *
 * <pre>{@code
 * FirmwareModule application =
 *     ApplicationWrapper.forVersion(3).wrap(Path.of("target/kiosk.jar"));
 * BundleBuilder.forApplication(application).assetsFrom(Path.of("assets")).writeTo(release);
 * }</pre>
 *
 * @param platform the platform of the application; {@link Platform#LINUX} unless set
 * @param product the product id, 65535 for none unless set, and the application's version; {@link
 *     ProductData#NONE} for neither
 * @param deviceOsVersion the lowest module version of the system, 0 to 65535; 5500, for Device OS
 *     5.5.0, unless set. Assets need at least that
 */
public record ApplicationWrapper(Platform platform, ProductData product, int deviceOsVersion) {
  /** The highest version that an application can have. */
  public static final int MAX_VERSION = 65534;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException if the version is not 1 to {@value #MAX_VERSION}, or the
   *     system's version is out of range
   */
  public ApplicationWrapper {
    if (!product.equals(ProductData.NONE)) {
      requireVersion(product.version());
    }
    if (deviceOsVersion < 0 || deviceOsVersion > ZipFormat.MAX_16) {
      throw new IllegalArgumentException(
          "system version must be 0 to 65535, not " + deviceOsVersion);
    }
  }

  private static int requireVersion(int version) {
    if (version < 1 || version > MAX_VERSION) {
      throw new IllegalArgumentException(
          "application version must be 1 to " + MAX_VERSION + ", not " + version);
    }
    return version;
  }

  /**
   * Begins an application for a Linux gateway.
   *
   * @param version the application's version, 1 to {@value #MAX_VERSION}
   * @return a wrapper
   * @throws IllegalArgumentException if the version is out of range
   */
  public static ApplicationWrapper forVersion(int version) {
    return new ApplicationWrapper(
        Platform.LINUX,
        new ProductData(ProductData.NONE.id(), requireVersion(version)),
        ApplicationRules.FIRST_DEVICE_OS);
  }

  /**
   * Begins an application for a Linux gateway whose module has no number, as its version is another
   * text. To a device it is neither older nor newer than any other.
   *
   * @return a wrapper
   */
  public static ApplicationWrapper withoutNumber() {
    return new ApplicationWrapper(
        Platform.LINUX, ProductData.NONE, ApplicationRules.FIRST_DEVICE_OS);
  }

  /**
   * Sets the product that the application belongs to.
   *
   * @param id product id, 0 to 65535
   * @return a wrapper with that product
   * @throws IllegalArgumentException if the id is out of range
   */
  public ApplicationWrapper withProductId(int id) {
    return new ApplicationWrapper(
        platform, new ProductData(id, product.version()), deviceOsVersion);
  }

  /**
   * Sets the lowest version of the system.
   *
   * @param moduleVersion for example 5500 for Device OS 5.5.0
   * @return a wrapper with that version
   * @throws IllegalArgumentException if the version is out of range
   */
  public ApplicationWrapper withDeviceOs(int moduleVersion) {
    return new ApplicationWrapper(platform, product, moduleVersion);
  }

  /**
   * Sets the platform.
   *
   * @param other the platform
   * @return a wrapper for that platform
   */
  public ApplicationWrapper withPlatform(Platform other) {
    return new ApplicationWrapper(other, product, deviceOsVersion);
  }

  /**
   * Wraps a file under its own name.
   *
   * @param payload the file, less than 256 MiB; it is taken into memory
   * @return the module
   * @throws AssetException if the file is too long, or its name breaks the rules of {@link
   *     AssetReference}
   * @throws IOException if the file can't be read
   */
  public FirmwareModule wrap(Path payload) throws IOException {
    String name = String.valueOf(payload.getFileName());
    try {
      AssetReference.requireValidName(name);
    } catch (IllegalArgumentException e) {
      throw new AssetException("the payload can't be wrapped: " + e.getMessage(), e);
    }
    SteadyFile file = SteadyFile.of(payload);
    byte[] bytes;
    try (InputStream in = Files.newInputStream(payload)) {
      bytes = in.readNBytes(FirmwareModule.MAX_LENGTH + 1);
    }
    if (bytes.length <= FirmwareModule.MAX_LENGTH) {
      file.requireUnchanged(bytes.length);
    }
    return wrap(name, bytes);
  }

  /**
   * Wraps bytes.
   *
   * @param name the payload's file name
   * @param payload the payload, less than 256 MiB
   * @return the module
   * @throws AssetException if the payload is too long
   * @throws IllegalArgumentException if the name breaks the rules of {@link AssetReference}
   */
  public FirmwareModule wrap(String name, byte[] payload) throws AssetException {
    if (ApplicationManifest.isManifest(ByteBuffer.wrap(payload))) {
      throw new AssetException(
          name + " begins as the manifest of a folder does: wrap the folder that it is of");
    }
    return ApplicationModule.wrap(platform, product, deviceOsVersion, name, payload);
  }

  /**
   * Wraps an application that consists of files: its manifest. {@link
   * BundleBuilder#applicationFiles} puts the files into the bundle.
   *
   * @param name what the application is called, such as the name of its folder
   * @param manifest what it consists of
   * @return the module
   * @throws AssetException if the manifest is too long
   * @throws IllegalArgumentException if the name breaks the rules of {@link AssetReference}
   */
  public FirmwareModule wrap(String name, ApplicationManifest manifest) throws AssetException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      manifest.writeTo(bytes);
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException(e); // not in memory
    }
    return ApplicationModule.wrap(platform, product, deviceOsVersion, name, bytes.toByteArray());
  }

  /**
   * Returns the payload of a wrapped application.
   *
   * @param application a wrapped application, whether or not it was bundled since
   * @return the payload
   * @throws AssetException if the module is damaged or is no wrapped application
   */
  public static WrappedPayload unwrap(FirmwareModule application) throws AssetException {
    String name =
        ApplicationModule.payloadName(application.requireIntact())
            .orElseThrow(
                () ->
                    new AssetException(
                        "not a wrapped application: " + application + " names no payload"));
    return new WrappedPayload(name, application);
  }
}
