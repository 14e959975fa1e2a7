package io.assetota.bundle;

import io.assetota.core.application.ApplicationTree;
import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.check.EnvironmentJson;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.core.model.Printable;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Builds a bundle. The same input gives the same bytes, on every machine: the application first,
 * then the assets in the order of their names' code points, then the environment variables, then
 * the contents of the application's files in the order of its manifest, all with the same time.
 *
 * <p>Assets are read when the bundle is written, each once; they are compressed on all cores, and
 * large ones wait in temporary files. A builder is for one thread and may write several times.
 *
 * <pre>{@code
 * BundleBuilder.forApplication(Path.of("firmware.bin"))
 *     .assetsFrom(Path.of("assets"))
 *     .writeTo(Path.of("release.zip"));
 * }</pre>
 */
public final class BundleBuilder {
  /** The name of an application whose file has none. */
  public static final String APPLICATION_NAME = "application.bin";

  private final FirmwareModule application;
  private final String applicationName;
  private final BundleSources sources = new BundleSources();
  private Optional<Platform> platform = Optional.empty();
  private Optional<Cutting> cutting = Optional.empty();
  private BundleLimits limits = BundleLimits.DEFAULT;
  private BundleProgress.Listener listener = event -> {};

  private BundleBuilder(FirmwareModule application, String applicationName) {
    this.application = application;
    this.applicationName = applicationName;
  }

  /**
   * Begins a bundle of an application in a file.
   *
   * @param file the application module; the entry gets its file name, which ends with {@code .bin}
   * @return a builder
   * @throws AssetException if the file is no module
   * @throws IOException if the file can't be read
   */
  public static BundleBuilder forApplication(Path file) throws IOException {
    FirmwareModule module;
    try {
      module = FirmwareModule.read(file);
    } catch (AssetException e) {
      throw new AssetException(file + ": " + e.getMessage(), e);
    }
    return forApplication(module, String.valueOf(file.getFileName()));
  }

  /**
   * Begins a bundle of an application, whose entry is named {@value #APPLICATION_NAME}.
   *
   * @param application the application module
   * @return a builder
   */
  public static BundleBuilder forApplication(FirmwareModule application) {
    return forApplication(application, APPLICATION_NAME);
  }

  /**
   * Begins a bundle of an application.
   *
   * @param application the application module
   * @param name the name of its entry, without a folder; it ends with {@code .bin}
   * @return a builder
   */
  public static BundleBuilder forApplication(FirmwareModule application, String name) {
    return new BundleBuilder(application, name);
  }

  /**
   * Adds a file under its own name, even if the file is hidden.
   *
   * @param file the asset
   * @return this builder
   */
  public BundleBuilder asset(Path file) {
    return asset(String.valueOf(file.getFileName()), file);
  }

  /**
   * Adds a file under a name.
   *
   * @param name the asset's name
   * @param file its content
   * @return this builder
   */
  public BundleBuilder asset(String name, Path file) {
    sources.add(name, file);
    return this;
  }

  /**
   * Adds content under a name.
   *
   * @param name the asset's name
   * @param content its content; not copied, and not to be changed until the bundle is written
   * @return this builder
   */
  public BundleBuilder asset(String name, byte[] content) {
    sources.add(name, content);
    return this;
  }

  /**
   * Adds the files of a folder. Hidden and junk files, sub-folders and special files are left out,
   * each with a warning.
   *
   * @param folder the folder
   * @return this builder
   */
  public BundleBuilder assetsFrom(Path folder) {
    sources.addFolder(folder);
    return this;
  }

  /**
   * Adds the assets and environment variables that a {@code project.properties} names.
   *
   * @param project the properties
   * @return this builder
   * @throws AssetException if the properties or the environment variables are invalid
   * @throws IOException if the environment variables can't be read
   */
  public BundleBuilder project(ProjectProperties project) throws IOException {
    chunksOf(project);
    project.assetOtaDir().ifPresent(this::assetsFrom);
    Optional<Path> env = project.env();
    return env.isPresent() ? environmentFrom(env.get()) : this;
  }

  /**
   * Gives the files of an application that is a folder.
   *
   * @param tree the folder that the application's manifest was made of; its files are read when the
   *     bundle is written
   * @return this builder
   */
  public BundleBuilder applicationFiles(ApplicationTree tree) {
    sources.tree(tree);
    return this;
  }

  /**
   * Sets the environment variables that the application gets.
   *
   * @param variables the variables
   * @return this builder
   */
  public BundleBuilder environment(EnvironmentVariables variables) {
    sources.environment(variables);
    return this;
  }

  /**
   * Sets the environment variables that the application gets.
   *
   * @param json a file with a JSON object of strings, at most 16 KiB
   * @return this builder
   * @throws AssetException if the variables are invalid
   * @throws IOException if the file can't be read
   */
  public BundleBuilder environmentFrom(Path json) throws IOException {
    return environment(EnvironmentJson.read(json));
  }

  /**
   * Requires a platform, and sets the storage limits. Default: the application's own platform and
   * its limits.
   *
   * @param required the platform
   * @return this builder
   */
  public BundleBuilder platform(Platform required) {
    platform = Optional.of(required);
    return this;
  }

  /**
   * Compresses contents in chunks, so that a device which has an earlier version of them fetches
   * what changed. That is the default for applications of {@link Platform#LINUX}. It costs up to 2
   * % of the bundle, and of the storage of a device; who doesn't know of chunks reads the bundle as
   * any other.
   *
   * @return this builder
   */
  public BundleBuilder chunks() {
    cutting = Optional.of(Cutting.CHUNKS);
    return this;
  }

  /**
   * Compresses contents as a project wants it.
   *
   * @param project the properties; without {@value ProjectProperties#CHUNKS} nothing changes
   * @return this builder
   * @throws AssetException if the value is neither {@code yes} nor {@code no}
   */
  public BundleBuilder chunksOf(ProjectProperties project) throws AssetException {
    String wanted = project.values().getOrDefault(ProjectProperties.CHUNKS, "");
    return switch (wanted) {
      case "" -> this;
      case "yes" -> chunks();
      case "no" -> withoutChunks();
      default ->
          throw new AssetException(
              ProjectProperties.CHUNKS + " is yes or no, not " + Printable.text(wanted));
    };
  }

  /**
   * Compresses contents in one piece. That is the default for all platforms other than {@link
   * Platform#LINUX}.
   *
   * @return this builder
   */
  public BundleBuilder withoutChunks() {
    cutting = Optional.of(Cutting.NONE);
    return this;
  }

  /**
   * Sets how large the bundle may be; {@link BundleLimits#DEFAULT} unless set. Readers of a larger
   * bundle have to raise their limits, too.
   *
   * @param newLimits the limits
   * @return this builder
   */
  public BundleBuilder limits(BundleLimits newLimits) {
    limits = newLimits;
    return this;
  }

  /**
   * Sets a listener for the progress.
   *
   * @param progress the listener
   * @return this builder
   */
  public BundleBuilder listener(BundleProgress.Listener progress) {
    listener = progress;
    return this;
  }

  /**
   * Builds the bundle and writes it. The file is replaced in one step when the bundle is complete;
   * if the build fails, it stays as it was.
   *
   * @param file the bundle, which is replaced when it exists
   * @return what was built
   * @throws BundleException if something is wrong with the application or the assets, with every
   *     problem
   * @throws IOException if reading or writing fails
   */
  public BundleResult writeTo(Path file) throws IOException {
    return new BundleAssembly(application, applicationName, platform, limits, listener, cutting)
        .writeTo(file, sources.copy());
  }
}
