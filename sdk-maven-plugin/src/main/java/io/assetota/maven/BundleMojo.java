package io.assetota.maven;

import static com.google.common.base.Strings.nullToEmpty;

import io.assetota.bundle.ApplicationProject;
import io.assetota.bundle.BundleBuilder;
import io.assetota.bundle.BundleResult;
import io.assetota.bundle.ProjectProperties;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.model.Printable;
import io.assetota.maven.layout.ApplicationLayouts;
import io.assetota.maven.layout.ApplicationLayouts.Kind;
import io.assetota.maven.layout.ApplicationLayouts.LaidOut;
import io.assetota.maven.layout.ProjectBuild;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.inject.Inject;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.plugins.annotations.ResolutionScope;
import org.apache.maven.project.MavenProjectHelper;
import org.jspecify.annotations.Nullable;

/**
 * Bundles what the project builds with its assets, and attaches the bundle to the project. The
 * application is the project's jar with its runtime dependencies, or the extracted jar of
 * spring-boot-maven-plugin, or the fast-jar of quarkus-maven-plugin. The same sources give the same
 * bytes.
 */
@Mojo(
    name = "bundle",
    defaultPhase = LifecyclePhase.PACKAGE,
    requiresDependencyResolution = ResolutionScope.RUNTIME,
    threadSafe = true)
public final class BundleMojo extends AssetOtaMojo {
  /**
   * A file with settings, as the command asset-ota reads them. What is configured in the pom counts
   * before it. It may be missing.
   */
  @Parameter(
      property = "assetOta.projectProperties",
      defaultValue = "${project.basedir}/project.properties")
  File projectProperties = new File(ProjectProperties.FILE_NAME);

  /**
   * A folder or file that is the application as it is, such as a jlink image. Default: what the
   * project builds.
   */
  @Parameter(property = "assetOta.application")
  @Nullable File application;

  /**
   * How the application is laid out: auto, jar (the project's jar, and its dependencies in lib),
   * spring-boot, or quarkus. Default: by what the build has made.
   */
  @Parameter(property = "assetOta.layout", defaultValue = "auto")
  String layout = "auto";

  /** The folder that the application is put into. */
  @Parameter(defaultValue = "${project.build.directory}/application")
  File applicationDirectory = new File("application");

  /** Whether the layout jar has the runtime dependencies; a shaded jar has them inside. */
  @Parameter(property = "assetOta.includeDependencies", defaultValue = "true")
  boolean includeDependencies = true;

  /** What the application is called. */
  @Parameter(property = "assetOta.name", defaultValue = "${project.artifactId}")
  String name = "";

  /** What people call this version. Default: version in project.properties, or the project's. */
  @Parameter(property = "assetOta.version")
  @Nullable String version;

  /** The class whose method main starts the application. Default: the jar's Main-Class. */
  @Parameter(property = "assetOta.mainClass")
  @Nullable String mainClass;

  /** Options for the JVM of the application, such as -Xmx64m. */
  @Parameter(property = "assetOta.jvmArguments")
  @Nullable String jvmArguments;

  /** Arguments for the method main. */
  @Parameter(property = "assetOta.arguments")
  @Nullable String arguments;

  /** The whole command that starts the application, instead of java and the main class. */
  @Parameter(property = "assetOta.command")
  @Nullable String command;

  /** Environment variables for the application: NAME=VALUE, with blanks between several. */
  @Parameter(property = "assetOta.environment")
  @Nullable String environment;

  /** How to see that it works: an http address, a command, notify or confirm. */
  @Parameter(property = "assetOta.health")
  @Nullable String health;

  /** The time from its start to its first healthy answer, such as 90s. */
  @Parameter(property = "assetOta.startWithin")
  @Nullable String startWithin;

  /** The time that it gets to end by itself after SIGTERM, such as 10s. */
  @Parameter(property = "assetOta.stopWithin")
  @Nullable String stopWithin;

  /**
   * The folder of the assets. Default: assetOtaDir in project.properties, or src/main/assets if
   * there is one.
   */
  @Parameter(property = "assetOta.assetOtaDir")
  @Nullable File assetOtaDir;

  /**
   * A JSON file with variables for the application, as an asset. Default: env in
   * project.properties, or none.
   */
  @Parameter(property = "assetOta.env")
  @Nullable File env;

  /** The bundle to write. */
  @Parameter(
      property = "assetOta.bundleFile",
      defaultValue = "${project.build.directory}/${project.build.finalName}-bundle.zip")
  File bundleFile = new File("bundle.zip");

  /** Whether the bundle is installed and deployed with the project. */
  @Parameter(property = "assetOta.attach", defaultValue = "true")
  boolean attach = true;

  /** The classifier of the attached bundle. */
  @Parameter(defaultValue = "bundle")
  String classifier = "bundle";

  private final MavenProjectHelper helper;

  /**
   * Creates the goal.
   *
   * @param helper attaches the bundle
   */
  @Inject
  public BundleMojo(MavenProjectHelper helper) {
    this.helper = helper;
  }

  @Override
  void run() throws IOException {
    BundleSettings settings = settings();
    BundleBuilder builder = describe(settings).bundle().limits(limits());
    Optional<Path> assets = settings.assets(path(assetOtaDir));
    assets.ifPresent(builder::assetsFrom);
    Optional<Path> variables = settings.variables(path(env));
    if (variables.isPresent()) {
      builder.environmentFrom(variables.get());
    }
    Files.createDirectories(bundleFile.toPath().toAbsolutePath().resolveSibling(""));
    report(builder.writeTo(bundleFile.toPath()));
    if (attach) {
      helper.attachArtifact(project, "zip", classifier, bundleFile);
    }
  }

  private BundleSettings settings() throws IOException {
    Map<String, String> configured = new HashMap<>();
    configured.put(ProjectProperties.COMMAND, nullToEmpty(command));
    configured.put(ProjectProperties.ENVIRONMENT, nullToEmpty(environment));
    configured.put(ProjectProperties.HEALTH, nullToEmpty(health));
    configured.put(ProjectProperties.START_WITHIN, nullToEmpty(startWithin));
    configured.put(ProjectProperties.STOP_WITHIN, nullToEmpty(stopWithin));
    configured.put(ProjectProperties.VERSION, nullToEmpty(version));
    return BundleSettings.read(
        project.getBasedir().toPath(),
        projectProperties.toPath(),
        configured,
        project.getVersion());
  }

  /** Puts the application together, unless it is there as it is. */
  private ApplicationProject describe(BundleSettings settings) throws IOException {
    Path folder = applicationDirectory.toPath();
    Optional<Path> ready = settings.application(path(application), folder);
    if (ready.isPresent()) {
      settings.requireNone(Texts.of(jvmArguments), Texts.of(arguments));
      getLog().info("Bundling " + ready.get() + " as it is.");
      return ApplicationProject.of(name, ready.get(), settings.values());
    }
    ProjectBuild build =
        new BuildOfMaven(project, reactor).describe(name, Texts.of(mainClass), includeDependencies);
    LaidOut laidOut = ApplicationLayouts.layOut(build, Kind.parse(layout), folder);
    getLog().info("Bundling " + laidOut.title() + ", put together in " + folder + ".");
    BundleSettings started =
        settings.startingBy(laidOut.command(), Texts.of(jvmArguments), Texts.of(arguments));
    return ApplicationProject.of(name, folder, started.values());
  }

  private static Optional<Path> path(@Nullable File file) {
    return Optional.ofNullable(file).map(File::toPath);
  }

  private void report(BundleResult result) {
    result.warnings().forEach(w -> getLog().warn(Printable.line(w.toString())));
    BundleContents contents = result.contents();
    String shown =
        contents
            .manifest()
            .flatMap(ApplicationManifest::version)
            .map(v -> name + " " + v)
            .orElse(name);
    int files = contents.manifest().map(ApplicationManifest::fileCount).orElse(1);
    getLog()
        .info(
            "Bundled "
                + shown
                + ": "
                + count(files, "file")
                + ", "
                + count(contents.assets().size(), "asset")
                + ", "
                + bytes(result.fileSize())
                + ".");
    getLog().info("Bundle: " + result.file());
  }
}
