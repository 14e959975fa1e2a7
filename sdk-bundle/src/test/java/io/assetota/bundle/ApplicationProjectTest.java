package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.HealthCheck;
import io.assetota.core.application.StartCommand;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.model.AssetException;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApplicationProjectTest {
  @TempDir Path folder;
  private Path app;

  @BeforeEach
  void files() throws IOException {
    app = Files.createDirectory(folder.resolve("kiosk"));
    jar(app.resolve("app.jar"), Optional.of("com.example.Main"));
    jar(Files.createDirectory(app.resolve("lib")).resolve("a.jar"), Optional.empty());
  }

  private static void jar(Path file, Optional<String> mainClass) throws IOException {
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    mainClass.ifPresent(c -> manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, c));
    new JarOutputStream(Files.newOutputStream(file), manifest).close();
  }

  private static ApplicationManifest manifest(ApplicationProject project) throws IOException {
    return ApplicationManifest.read(project.module().payload());
  }

  private ApplicationManifest manifest(Map<String, String> settings) throws IOException {
    return manifest(ApplicationProject.of(app, settings));
  }

  @Test
  void aProjectDescribesAllOfIt() throws IOException {
    Files.writeString(
        folder.resolve("project.properties"),
        """
        application=kiosk
        command=java -Xmx64m "-Dname=a b" -jar app.jar --port 8080
        environment=TZ=UTC GREETING='good day'
        health=http://localhost:8080/q/health
        startWithin=2m
        stopWithin=500ms
        version=1.0.3
        """);
    ApplicationProject project =
        ApplicationProject.of(ProjectProperties.read(folder)).orElseThrow();
    ApplicationManifest manifest = manifest(project);
    assertThat(project.name()).isEqualTo("kiosk");
    assertThat(manifest.version()).contains("1.0.3");
    assertThat(manifest.fileCount()).isEqualTo(2);
    assertThat(manifest.start())
        .isEqualTo(
            new StartCommand(
                List.of("java", "-Xmx64m", "-Dname=a b", "-jar", "app.jar", "--port", "8080"),
                Map.of("TZ", "UTC", "GREETING", "good day"),
                Optional.of(new HealthCheck.Http(URI.create("http://localhost:8080/q/health"))),
                Duration.ofMinutes(2),
                Duration.ofMillis(500)));
    assertThat(project.module().suffix().product()).contains(ProductData.NONE);

    Path bundle = folder.resolve("release.zip");
    project.bundle().writeTo(bundle);
    BundleContents contents = Bundle.verify(bundle, VerifyOptions.DEFAULT).requireValid();
    assertThat(contents.applicationName()).isEqualTo("kiosk.bin");
    assertThat(contents.manifest()).contains(manifest);
  }

  @Test
  void aProjectWithoutAnApplicationIsNone() throws IOException {
    Files.writeString(folder.resolve("project.properties"), "assetOtaDir=assets\n");
    assertThat(ApplicationProject.of(ProjectProperties.read(folder))).isEmpty();
  }

  @Test
  void aJarWithAMainClassNeedsNothing() throws IOException {
    assertThat(manifest(Map.of()).start()).isEqualTo(StartCommand.ofJar("app.jar"));
    ApplicationProject single = ApplicationProject.of(app.resolve("app.jar"), Map.of());
    assertThat(manifest(single).start()).isEqualTo(StartCommand.ofJar("app.jar"));
    assertThat(manifest(single).fileCount()).isEqualTo(1);
  }

  @Test
  void aProgramNeedsNothing() throws IOException {
    Path program = Files.writeString(folder.resolve("run"), "#!/bin/sh\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThat(manifest(ApplicationProject.of(program, Map.of())).start().command())
        .containsExactly("./run");
  }

  @Test
  void whatCanNotBeStartedIsSaid() throws IOException {
    jar(app.resolve("b.jar"), Optional.of("com.example.Other"));
    assertThatThrownBy(() -> manifest(Map.of()))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("several files could start")
        .hasMessageContaining("app.jar, b.jar");
    Files.delete(app.resolve("b.jar"));
    Files.delete(app.resolve("app.jar"));
    assertThatThrownBy(() -> manifest(Map.of()))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("has no jar with a Main-Class at its top");
    assertThat(manifest(Map.of("command", "java -cp lib/a.jar Main")).start().command()).hasSize(4);
    Files.writeString(app.resolve("bad.jar"), "no zip");
    assertThatThrownBy(() -> manifest(Map.of()))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("bad.jar is no jar");
  }

  @ParameterizedTest
  @CsvSource({"3,3", "65534,65534", "65535,65535", "70000,65535", "007,65535", "1.0.3,65535"})
  void onlyASmallNumberIsThatOfTheModule(String version, int number) throws IOException {
    ApplicationProject project = ApplicationProject.of(app, Map.of("version", version));
    assertThat(manifest(project).version()).contains(version);
    assertThat(project.module().suffix().product().orElseThrow().version()).isEqualTo(number);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "command     | java \"-jar     | command: has a \" that is not closed",
        "environment | NOTHING         | environment: \"NOTHING\" is no variable",
        "environment | 1A=x            | environment: environment variable \"1A\"",
        "health      | http://         | health: health address",
        "startWithin | 90              | startWithin: \"90\" is no time span",
        "startWithin | 25h             | startWithin: the time to start must be",
        "stopWithin  | 0s              | stopWithin: the time to stop must be",
      })
  void aWrongSettingIsNamed(String key, String value, String message) {
    assertThatThrownBy(() -> ApplicationProject.of(app, Map.of(key, value)))
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith(app.toString())
        .hasMessageContaining(message);
  }

  @Test
  void healthIsAnAddressACommandOrAWord() throws IOException {
    assertThat(manifest(Map.of("health", "notify")).start().health())
        .contains(new HealthCheck.Notify());
    assertThat(manifest(Map.of("health", "confirm")).start().health())
        .contains(new HealthCheck.Confirmation());
    assertThat(manifest(Map.of("health", "bin/check --quick")).start().health())
        .contains(new HealthCheck.Program(List.of("bin/check", "--quick")));
  }
}
