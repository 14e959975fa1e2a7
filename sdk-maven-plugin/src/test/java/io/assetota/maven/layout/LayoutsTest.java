package io.assetota.maven.layout;

import static io.assetota.maven.TestJars.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import io.assetota.core.model.AssetException;
import io.assetota.maven.TestJars;
import io.assetota.maven.layout.ApplicationLayouts.Kind;
import io.assetota.maven.layout.ApplicationLayouts.LaidOut;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutsTest {
  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);
  private static final LocalDateTime NOON = LocalDateTime.of(2026, 3, 1, 12, 0);
  private static final Map<String, String> BOOT =
      ImmutableMap.of(
          "Main-Class", "org.springframework.boot.loader.launch.JarLauncher",
          "Start-Class", "com.example.Board",
          "Spring-Boot-Version", "3.5.7",
          "Spring-Boot-Classes", "BOOT-INF/classes/",
          "Spring-Boot-Lib", "BOOT-INF/lib/",
          "Spring-Boot-Classpath-Index", "BOOT-INF/classpath.idx");

  @TempDir private Path folder;

  private ProjectBuild build(Optional<Path> jar, List<Path> attached, String... plugins) {
    return new ProjectBuild(
        "board",
        jar,
        attached,
        List.of(new Library("org.a", "own-1.jar", folder, true)),
        folder.resolve("target"),
        Set.of(plugins),
        Optional.empty(),
        TIME);
  }

  private LaidOut layOut(ProjectBuild build) throws IOException {
    return ApplicationLayouts.layOut(build, Kind.AUTO, folder.resolve("application"));
  }

  private Path bootJar(LocalDateTime time) throws IOException {
    byte[] library = TestJars.of(time, Map.of(), Map.of("a.txt", text("a")));
    return TestJars.write(
        folder.resolve("board-exec.jar"),
        TestJars.of(
            time,
            BOOT,
            ImmutableMap.<String, byte[]>builder()
                .put("org/springframework/boot/loader/launch/JarLauncher.class", text("loader"))
                .put("META-INF/services/java.nio.file.spi.FileSystemProvider", text("loader's"))
                .put("META-INF/maven/com.example/board/pom.properties", text("#" + time + "\nv=1"))
                .put("BOOT-INF/classes/com/example/Board.class", text("board"))
                .put("BOOT-INF/lib/own-1.jar", library)
                .put("BOOT-INF/lib/other-2.jar", text("as it is"))
                .put("BOOT-INF/lib/spring-boot-jarmode-tools-3.5.7.jar", text("tools"))
                .put(
                    "BOOT-INF/classpath.idx",
                    text(
                        """
                        - "BOOT-INF/lib/other-2.jar"
                        - "BOOT-INF/lib/own-1.jar"
                        - "BOOT-INF/lib/spring-boot-jarmode-tools-3.5.7.jar"
                        """))
                .buildOrThrow()));
  }

  private List<String> files() throws IOException {
    Path root = folder.resolve("application");
    try (Stream<Path> all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(f -> root.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void takesAnExecutableJarOfSpringBootApart() throws IOException {
    LaidOut laidOut = layOut(build(Optional.empty(), List.of(bootJar(NOON))));

    assertThat(laidOut.command()).containsExactly("java", "-jar", "board.jar");
    assertThat(files()).containsExactly("board.jar", "lib/other-2.jar", "lib/own-1.jar");
    assertThat(folder.resolve("application/lib/other-2.jar")).hasContent("as it is");
    try (JarFile jar = new JarFile(folder.resolve("application/board.jar").toFile())) {
      assertThat(jar.stream().map(e -> e.getName()))
          .containsExactly(
              "META-INF/MANIFEST.MF",
              "META-INF/maven/com.example/board/pom.properties",
              "com/example/Board.class");
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("com.example.Board");
      assertThat(jar.getManifest().getMainAttributes().getValue("Class-Path"))
          .isEqualTo("lib/other-2.jar lib/own-1.jar");
    }
  }

  @Test
  void theTimeOfTheBuildMakesNoOtherFiles() throws IOException {
    layOut(build(Optional.of(bootJar(NOON)), List.of()));
    byte[] own = Files.readAllBytes(folder.resolve("application/board.jar"));
    byte[] library = Files.readAllBytes(folder.resolve("application/lib/own-1.jar"));

    layOut(build(Optional.of(bootJar(NOON.plusHours(1))), List.of()));

    assertThat(folder.resolve("application/board.jar")).hasBinaryContent(own);
    assertThat(folder.resolve("application/lib/own-1.jar")).hasBinaryContent(library);
  }

  @Test
  void aJarThatSpringBootHasNotRepackagedYetIsRefused() throws IOException {
    Path plain = TestJars.write(folder.resolve("board.jar"), TestJars.of(NOON, BOOT, Map.of()));
    TestJars.write(plain, TestJars.of(NOON, Map.of("Created-By", "a test"), Map.of()));

    assertThatThrownBy(
            () ->
                layOut(
                    build(
                        Optional.of(plain),
                        List.of(),
                        "org.springframework.boot:spring-boot-maven-plugin")))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("declare this plugin after it", "repackage");
  }

  @Test
  void aWarIsRefused() throws IOException {
    Map<String, String> war =
        ImmutableMap.of(
            "Start-Class", "com.example.Board",
            "Spring-Boot-Version", "3.5.7",
            "Spring-Boot-Classes", "WEB-INF/classes/");
    Path file = TestJars.write(folder.resolve("b.war"), TestJars.of(NOON, war, Map.of()));

    assertThatThrownBy(() -> layOut(build(Optional.of(file), List.of())))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("is a war");
  }

  @Test
  void takesTheFastJarWhereTheQuarkusPluginIsInTheBuild() throws IOException {
    Path app = folder.resolve("target/quarkus-app");
    TestJars.write(
        app.resolve("quarkus-run.jar"), TestJars.of(NOON, Map.of("Main-Class", "q.Run"), Map.of()));
    TestJars.write(app.resolve("app/gate-7.jar"), TestJars.of(NOON, Map.of(), Map.of()));
    TestJars.write(app.resolve("lib/main/a.jar"), text("as it is"));
    TestJars.write(app.resolve("quarkus/quarkus-application.dat"), text("data"));

    LaidOut laidOut =
        layOut(build(Optional.empty(), List.of(), "io.quarkus.platform:quarkus-maven-plugin"));

    assertThat(laidOut.command()).containsExactly("java", "-jar", "quarkus-run.jar");
    assertThat(files())
        .containsExactly(
            "app/gate-7.jar",
            "lib/main/a.jar",
            "quarkus-run.jar",
            "quarkus/quarkus-application.dat");
  }

  @Test
  void aMissingFastJarSaysWhatToDo() {
    assertThatThrownBy(
            () -> layOut(build(Optional.empty(), List.of(), "io.quarkus:quarkus-maven-plugin")))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll("quarkus-app", "declare this plugin after", "<layout>");
  }

  @Test
  void anUnknownLayoutIsRefused() {
    assertThatThrownBy(() -> Kind.parse("war"))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("auto, jar, spring-boot or quarkus");
  }
}
