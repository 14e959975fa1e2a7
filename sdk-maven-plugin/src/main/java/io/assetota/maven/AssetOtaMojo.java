package io.assetota.maven;

import io.assetota.core.bundle.BundleLimits;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.ByteCount;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;
import org.apache.maven.project.MavenProject;

/** What all goals have in common. */
abstract class AssetOtaMojo extends AbstractMojo {
  /** The project. */
  @Parameter(defaultValue = "${project}", readonly = true, required = true)
  MavenProject project = new MavenProject();

  /** All projects of this build. */
  @Parameter(defaultValue = "${reactorProjects}", readonly = true, required = true)
  List<MavenProject> reactor = List.of();

  /** Skips all goals of this plugin. */
  @Parameter(property = "assetOta.skip", defaultValue = "false")
  boolean skip;

  /**
   * The most bytes that the files in a bundle may have together when they are not compressed, with
   * k, m or g.
   */
  @Parameter(property = "assetOta.maxContent", defaultValue = "1g")
  String maxContent = "1g";

  /**
   * Does the work of the goal.
   *
   * @throws AssetException if the project or a setting is wrong
   * @throws IOException if something can't be read or written
   */
  abstract void run() throws IOException, MojoFailureException;

  @Override
  public final void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Skipped, as assetOta.skip is set.");
      return;
    }
    try {
      run();
    } catch (BundleException e) {
      boolean isTooMuch =
          e.problems().stream().anyMatch(p -> p.kind() == BundleProblem.Kind.TOO_MUCH_CONTENT);
      String hint = isTooMuch ? "\nMore is allowed by <maxContent>3g</maxContent>." : "";
      throw new MojoFailureException(e.getMessage() + hint, e);
    } catch (AssetException e) {
      throw new MojoFailureException(e.getMessage(), e);
    } catch (IOException e) {
      throw new MojoExecutionException(e.toString(), e);
    }
  }

  /** Returns how large a bundle may be. */
  BundleLimits limits() throws AssetException {
    try {
      return BundleLimits.DEFAULT.withContentSize(ByteCount.parse(maxContent.strip()));
    } catch (IllegalArgumentException e) {
      throw new AssetException("maxContent: " + e.getMessage(), e);
    }
  }

  /** Returns a number with its noun. */
  static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }

  /** Returns a size for people. */
  static String bytes(long count) {
    return String.format(Locale.ROOT, "%,d bytes", count);
  }
}
