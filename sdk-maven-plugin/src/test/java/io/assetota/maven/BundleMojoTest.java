package io.assetota.maven;

import static io.assetota.maven.TestProject.EVENING;
import static io.assetota.maven.TestProject.MORNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.verifyNoInteractions;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.maven.plugin.MojoFailureException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleMojoTest {
  private static final Map<String, String> MAIN = Map.of("Main-Class", "com.example.Kiosk");

  @TempDir private Path folder;
  private TestProject project;
  private BundleMojo mojo;

  @BeforeEach
  void prepare() {
    project = new TestProject(folder);
    mojo = project.bundleMojo();
  }

  @Test
  void putsTheLibrariesOnTheClassPathInMavensOrder() throws Exception {
    project.jar(MORNING, MAIN);
    project.library("org.z", "zebra", "1");
    project.library("org.a", "ant", "2-SNAPSHOT");
    mojo.jvmArguments = "-Xmx64m\n      \"-Dplace=the hall\"";
    mojo.arguments = "--port 0";

    mojo.execute();

    assertThat(project.files())
        .containsExactly("kiosk.jar", "lib/ant-2-SNAPSHOT.jar", "lib/zebra-1.jar");
    assertThat(project.manifest().start().command())
        .containsExactly(
            "java",
            "-Xmx64m",
            "-Dplace=the hall",
            "-cp",
            "kiosk.jar:lib/zebra-1.jar:lib/ant-2-SNAPSHOT.jar",
            "com.example.Kiosk",
            "--port",
            "0");
    assertThat(project.manifest().version()).hasValue("1.0.3");
    verify(project.helper)
        .attachArtifact(project.maven, "zip", "bundle", project.bundle().toFile());
  }

  @Test
  void startsAJarThatFindsItsLibrariesByItself() throws Exception {
    project.jar(MORNING, Map.of("Main-Class", "com.example.Kiosk", "Class-Path", "lib/ant-2.jar"));
    project.library("org.a", "ant", "2");

    mojo.execute();

    assertThat(project.manifest().start().command()).containsExactly("java", "-jar", "kiosk.jar");
  }

  @Test
  void aJarWithoutMainClassSaysWhichParameterToSet() throws Exception {
    project.jar(MORNING, Map.of("Created-By", "a test"));

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("kiosk-1.0.3.jar has no Main-Class", "<mainClass>", "<command>");
  }

  @Test
  void aProjectWithoutJarSaysWhichPhaseToRun() {
    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("made no jar", "mvn package", "<application>");
  }

  @Test
  void thePomCountsBeforeProjectProperties() throws Exception {
    project.jar(MORNING, MAIN);
    Files.createDirectories(folder.resolve("pictures"));
    Files.writeString(folder.resolve("pictures/logo.txt"), "a logo");
    Files.writeString(
        folder.resolve("project.properties"),
        """
        application=target/application
        assetOtaDir=pictures
        version=7
        startWithin=2m
        stopWithin=3s
        environment=PLACE=hall
        """);
    mojo.startWithin = "4s";

    mojo.execute();

    assertThat(project.contents().assets()).extracting(a -> a.name()).containsExactly("logo.txt");
    assertThat(project.manifest().version()).hasValue("7");
    assertThat(project.manifest().start().startWithin()).hasSeconds(4);
    assertThat(project.manifest().start().stopWithin()).hasSeconds(3);
    assertThat(project.manifest().start().environment()).containsEntry("PLACE", "hall");
  }

  @Test
  void takesAnotherApplicationThanTheProjectsAsItIs() throws Exception {
    Path program = TestJars.write(folder.resolve("image/bin/kiosk"), TestJars.text("#!/bin/sh"));
    assertThat(program.toFile().setExecutable(true)).isTrue();
    Files.writeString(folder.resolve("project.properties"), "application=image\ncommand=bin/kiosk");

    mojo.execute();

    assertThat(project.files()).containsExactly("bin/kiosk");
    assertThat(project.manifest().start().command()).containsExactly("bin/kiosk");
  }

  @Test
  void argumentsDontGoWithAWholeCommand() throws Exception {
    project.jar(MORNING, MAIN);
    mojo.command = "bin/kiosk";
    mojo.arguments = "--port 0";

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("put them into <command>");
  }

  @Test
  void aMissingFolderOfAssetsIsNamed() throws Exception {
    project.jar(MORNING, MAIN);
    mojo.assetOtaDir = folder.resolve("nowhere").toFile();

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContainingAll("nowhere", "<assetOtaDir>");
  }

  @Test
  void tooMuchContentNamesTheLimit() throws Exception {
    project.jar(MORNING, MAIN);
    TestJars.write(folder.resolve("src/main/assets/large.bin"), new byte[5000]);
    mojo.maxContent = "4k";

    assertThatThrownBy(mojo::execute)
        .isInstanceOf(MojoFailureException.class)
        .hasMessageContaining("<maxContent>");
    assertThat(project.bundle()).doesNotExist();
  }

  @Test
  void timesOfTheBuildMakeNoOtherBundle() throws Exception {
    project.jar(MORNING, MAIN);
    mojo.execute();
    byte[] first = project.bundleBytes();
    project.jar(EVENING, MAIN);

    mojo.execute();

    assertThat(project.bundleBytes()).isEqualTo(first);
  }

  @Test
  void whatAnEarlierBuildLeftIsNotBundled() throws Exception {
    project.jar(MORNING, MAIN);
    TestJars.write(folder.resolve("target/application/lib/old.jar"), new byte[10]);

    mojo.execute();

    assertThat(project.files()).containsExactly("kiosk.jar");
  }

  @Test
  void librariesOfTheSameNameGetTheirGroup() throws Exception {
    project.jar(MORNING, MAIN);
    project.library("org.a", "core", "1");
    project.library("org.b", "core", "1");

    mojo.execute();

    assertThat(project.files())
        .containsExactly("kiosk.jar", "lib/org.a.core-1.jar", "lib/org.b.core-1.jar");
  }

  @Test
  void aClassPathThatIsTooLongForACommandGoesIntoAFile() throws Exception {
    project.jar(MORNING, MAIN);
    for (int i = 0; i < 300; i++) {
      project.library("org.a", "a-library-with-a-rather-long-name", String.valueOf(i));
    }

    mojo.execute();

    assertThat(project.manifest().start().command())
        .containsExactly("java", "@classpath.args", "com.example.Kiosk");
    assertThat(folder.resolve("target/application/classpath.args"))
        .content()
        .startsWith("-cp \"kiosk.jar:lib/a-library-with-a-rather-long-name-0.jar:")
        .endsWith("-299.jar\"\n");
  }

  @Test
  void skipsOnDemand() throws Exception {
    mojo.skip = true;

    mojo.execute();

    assertThat(project.bundle()).doesNotExist();
    verifyNoInteractions(project.helper);
  }
}
