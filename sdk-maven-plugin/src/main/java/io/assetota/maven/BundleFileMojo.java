package io.assetota.maven;

import io.assetota.core.model.AssetException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;
import org.jspecify.annotations.Nullable;

/** What goals have in common that do something with the bundle of a project. */
abstract class BundleFileMojo extends AssetOtaMojo {
  /** The bundle. Default: what the goal bundle has made. */
  @Parameter(
      property = "assetOta.bundleFile",
      defaultValue = "${project.build.directory}/${project.build.finalName}-bundle.zip")
  File bundleFile = new File("bundle.zip");

  /** The classifier of the attached bundle. */
  @Parameter(defaultValue = "bundle")
  String classifier = "bundle";

  /** The project as a goal has built it that runs the lifecycle before itself. */
  @Parameter(defaultValue = "${executedProject}", readonly = true)
  @Nullable MavenProject executedProject;

  @Override
  final void run() throws IOException, MojoFailureException {
    Optional<Path> bundle = bundle();
    if (bundle.isPresent()) {
      run(bundle.get());
    } else if (reactor.size() > 1) {
      getLog().info("This module has no bundle: skipped."); // so a goal can be called at the top
    } else {
      throw new AssetException(
          "there is no bundle "
              + bundleFile
              + ": have the goal bundle of this plugin run in the build (<goal>bundle</goal> in its"
              + " <executions>, then mvn package), or name one with <bundleFile>");
    }
  }

  /**
   * Does the work of the goal.
   *
   * @param bundle an existing file
   */
  abstract void run(Path bundle) throws IOException, MojoFailureException;

  /** Returns the bundle that this build has attached, or else one that lies there. */
  private Optional<Path> bundle() {
    MavenProject built = executedProject == null ? project : executedProject;
    return built.getAttachedArtifacts().stream()
        .filter(a -> "zip".equals(a.getType()) && classifier.equals(a.getClassifier()))
        .map(Artifact::getFile)
        .map(File::toPath)
        .findFirst()
        .or(() -> Optional.of(bundleFile.toPath()))
        .filter(Files::isRegularFile);
  }
}
