package io.assetota.maven;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.maven.artifact.Artifact;
import org.apache.maven.artifact.DefaultArtifact;
import org.apache.maven.artifact.handler.DefaultArtifactHandler;
import org.apache.maven.model.Build;
import org.apache.maven.model.Model;
import org.apache.maven.project.MavenProject;
import org.apache.maven.project.MavenProjectHelper;
import org.mockito.Mockito;

/** A project as Maven gives it to a goal, without a Maven around it. */
final class TestProject {
  static final LocalDateTime MORNING = LocalDateTime.of(2026, 3, 1, 8, 0);
  static final LocalDateTime EVENING = LocalDateTime.of(2026, 3, 1, 20, 0);

  final Path folder;
  final MavenProject maven;
  final MavenProjectHelper helper = Mockito.mock(MavenProjectHelper.class);
  final LoggedLines log = new LoggedLines();
  private final Set<Artifact> libraries = new LinkedHashSet<>();

  TestProject(Path folder) {
    this.folder = folder;
    Model model = new Model();
    model.setGroupId("com.example");
    model.setArtifactId("kiosk");
    model.setVersion("1.0.3");
    Build build = new Build();
    build.setDirectory(folder.resolve("target").toString());
    build.setFinalName("kiosk-1.0.3");
    model.setBuild(build);
    maven = new MavenProject(model);
    maven.setFile(folder.resolve("pom.xml").toFile());
    maven.setArtifact(artifact("com.example", "kiosk", "1.0.3"));
  }

  private static Artifact artifact(String group, String name, String version) {
    DefaultArtifactHandler handler = new DefaultArtifactHandler("jar");
    handler.setAddedToClasspath(true);
    return new DefaultArtifact(group, name, version, Artifact.SCOPE_COMPILE, "jar", "", handler);
  }

  /** Makes the project's jar. */
  Path jar(LocalDateTime time, Map<String, String> manifest) throws IOException {
    byte[] jar = TestJars.of(time, manifest, Map.of("com/example/Kiosk.class", new byte[] {1, 2}));
    Path file = TestJars.write(folder.resolve("target/kiosk-1.0.3.jar"), jar);
    maven.getArtifact().setFile(file.toFile());
    return file;
  }

  /** Adds a library, as Maven has fetched it. */
  void library(String group, String name, String version) throws IOException {
    Artifact library = artifact(group, name, version);
    byte[] jar = TestJars.of(MORNING, Map.of(), Map.of(group, TestJars.text(name + version)));
    library.setFile(
        TestJars.write(folder.resolve("repository/" + group + "/" + name + version + ".jar"), jar)
            .toFile());
    libraries.add(library);
    maven.setResolvedArtifacts(libraries);
    maven.setArtifactFilter(artifact -> true);
  }

  /** Returns the goal bundle with what Maven would give it. */
  BundleMojo bundleMojo() {
    return prepare(new BundleMojo(helper));
  }

  private BundleMojo prepare(BundleMojo mojo) {
    mojo.setLog(log);
    mojo.project = maven;
    mojo.reactor = List.of(maven);
    mojo.projectProperties = folder.resolve("project.properties").toFile();
    mojo.applicationDirectory = folder.resolve("target/application").toFile();
    mojo.name = "kiosk";
    mojo.bundleFile = bundle().toFile();
    return mojo;
  }

  /** Gives a goal that takes a bundle what Maven would. */
  <T extends BundleFileMojo> T prepare(T mojo) {
    mojo.setLog(log);
    mojo.project = maven;
    mojo.reactor = List.of(maven);
    mojo.bundleFile = bundle().toFile();
    if (mojo instanceof DeviceMojo device) {
      device.home = folder.resolve("target/device").toFile();
    }
    return mojo;
  }

  Path bundle() {
    return folder.resolve("target/kiosk-1.0.3-bundle.zip");
  }

  byte[] bundleBytes() throws IOException {
    return Files.readAllBytes(bundle());
  }

  BundleContents contents() throws IOException {
    try (Bundle bundle = Bundle.open(bundle())) {
      return bundle.verify(VerifyOptions.DEFAULT).requireValid();
    }
  }

  ApplicationManifest manifest() throws IOException {
    return contents().manifest().orElseThrow();
  }

  /** Returns the paths of all files of the application. */
  List<String> files() throws IOException {
    return manifest().entries().stream()
        .filter(ApplicationEntry.File.class::isInstance)
        .map(e -> e.path().value())
        .toList();
  }
}
