package io.assetota.bundle;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.FirmwareModule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An application that consists of files, ready to be bundled: a folder, or a single file such as a
 * jar, and how it is started.
 *
 * <p>The keys of a {@code project.properties}:
 *
 * <table>
 * <caption>Settings of an application</caption>
 * <tr><td>{@code application}</td><td>the folder or the file</td></tr>
 * <tr><td>{@code command}</td><td>the program and its arguments, with quotes as in a shell; without
 *     it, the one jar at the top that has a Main-Class</td></tr>
 * <tr><td>{@code environment}</td><td>variables: {@code NAME=VALUE}, blanks between several</td></tr>
 * <tr><td>{@code health}</td><td>an http address, a command, {@code notify} or {@code confirm}</td></tr>
 * <tr><td>{@code startWithin}, {@code stopWithin}</td><td>such as {@code 90s}</td></tr>
 * <tr><td>{@code version}</td><td>any text, such as {@code 1.0.3}. A number of 1 to 65534 is also
 *     that of the module, by which devices tell what is older; any other leaves the module without a
 *     number, and then nothing is older: a signed release has a counter for that</td></tr>
 * </table>
 *
 * @param name what it is called: usually the name of the folder or file
 * @param tree its files
 * @param wrapper what made its module, by the version
 * @param module its application module
 */
public record ApplicationProject(
    String name, ApplicationTree tree, ApplicationWrapper wrapper, FirmwareModule module) {
  /**
   * Reads the application that a project names.
   *
   * @param project the properties
   * @return the application, made ready; empty if the project names none
   * @throws AssetException if a setting breaks a rule, or a file can't be a part of an application
   * @throws IOException if something can't be read
   */
  public static Optional<ApplicationProject> of(ProjectProperties project) throws IOException {
    Optional<Path> application = project.application();
    return application.isPresent()
        ? Optional.of(of(application.get(), project.values()))
        : Optional.empty();
  }

  /**
   * Reads an application.
   *
   * @param application a folder or a file
   * @param settings values by the keys of the table above; others are passed over
   * @return the application, made ready
   * @throws AssetException if a setting breaks a rule, or a file can't be a part of an application
   * @throws IOException if something can't be read
   */
  public static ApplicationProject of(Path application, Map<String, String> settings)
      throws IOException {
    requireExists(application);
    return of(String.valueOf(application.toRealPath().getFileName()), application, settings);
  }

  /**
   * Reads an application that is called otherwise than its folder.
   *
   * @param name what it is called, by the rules for names of assets
   * @param application a folder or a file
   * @param settings values by the keys of the table above; others are passed over
   * @return the application, made ready
   * @throws AssetException if the name or a setting breaks a rule, or a file can't be a part of an
   *     application
   * @throws IOException if something can't be read
   */
  public static ApplicationProject of(String name, Path application, Map<String, String> settings)
      throws IOException {
    requireExists(application);
    ApplicationTree tree = ApplicationTree.read(application);
    boolean isCommandGiven = !settings.getOrDefault(ProjectProperties.COMMAND, "").isBlank();
    List<String> usual = isCommandGiven ? List.of() : UsualCommand.of(tree);
    try {
      AssetReference.requireValidName(name);
      StartCommand start = StartSettings.read(settings, usual);
      ApplicationManifest manifest = ApplicationManifest.of(start, tree.entries());
      String version = settings.getOrDefault(ProjectProperties.VERSION, "").strip();
      ApplicationManifest versioned = version.isEmpty() ? manifest : manifest.withVersion(version);
      ApplicationWrapper wrapper = wrapperFor(version);
      return new ApplicationProject(name, tree, wrapper, wrapper.wrap(name, versioned));
    } catch (IllegalArgumentException e) {
      throw new AssetException(application + ": " + e.getMessage(), e);
    }
  }

  private static void requireExists(Path application) throws NoSuchFileException {
    if (!Files.exists(application)) {
      throw new NoSuchFileException(application.toString());
    }
  }

  private static ApplicationWrapper wrapperFor(String version) {
    return version.matches("[1-9][0-9]{0,4}")
            && Integer.parseInt(version) <= ApplicationWrapper.MAX_VERSION
        ? ApplicationWrapper.forVersion(Integer.parseInt(version))
        : ApplicationWrapper.withoutNumber();
  }

  /**
   * Begins a bundle of it, whose entry for the application is its name with {@code .bin}.
   *
   * @return a builder that has its files
   */
  public BundleBuilder bundle() {
    return BundleBuilder.forApplication(module, entryName()).applicationFiles(tree);
  }

  private String entryName() {
    return name.toLowerCase(Locale.ROOT).endsWith(".bin") ? name : name + ".bin";
  }
}
