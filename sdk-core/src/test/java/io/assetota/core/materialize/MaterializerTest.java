package io.assetota.core.materialize;

import static io.assetota.core.materialize.Programs.folder;
import static io.assetota.core.materialize.Programs.link;
import static io.assetota.core.materialize.Programs.program;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.IntegrityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MaterializerTest {
  @TempDir Path home;
  private final Programs programs = new Programs();

  private Path materialize(ApplicationManifest manifest) throws IOException {
    return materialize(manifest, TreeCheck.FACTS);
  }

  private Path materialize(ApplicationManifest manifest, TreeCheck check) throws IOException {
    return Materializer.in(home).materialize(manifest, programs, check);
  }

  private List<String> trees() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("run"))) {
      return files.map(f -> f.getFileName().toString()).filter(n -> !n.startsWith(".")).toList();
    }
  }

  @Test
  void filesModesLinksAndEmptyFoldersAreThoseOfTheAuthor() throws IOException {
    Path tree = materialize(programs.first());
    assertThat(tree).isEqualTo(home.resolve("run/" + programs.first().program()));
    ApplicationTree found = ApplicationTree.read(tree);
    assertThat(found.entries()).isEqualTo(programs.first().entries());
    assertThat(tree.resolve("bin/start")).isSymbolicLink().hasContent("#!/bin/sh");
    assertThat(tree.resolve("bin/run")).isExecutable();
  }

  /** A process that is started in its tree would look for a relative program there. */
  @Test
  void aRelativeDeviceFolderHasAbsolutePrograms() throws IOException {
    Path relative = Path.of("").toAbsolutePath().relativize(home.toAbsolutePath());
    Path tree = Materializer.in(relative).materialize(programs.first(), programs, TreeCheck.FACTS);
    assertThat(tree).isAbsolute().exists();
    assertThat(StartCommand.resolve(List.of("bin/run", "x"), relative).get(0)).startsWith("/");
    assertThat(StartCommand.resolve(List.of("java", "x"), relative).get(0)).isEqualTo("java");
  }

  @Test
  void whatIsThereIsNotWrittenAgain() throws IOException {
    materialize(programs.first());
    programs.opened();
    materialize(programs.first());
    materialize(programs.first(), TreeCheck.CONTENT);
    assertThat(programs.opened()).isEmpty();
  }

  @Test
  void filesThatStayAreSharedAndFilesThatAreGoneAreGone() throws IOException {
    Path first = materialize(programs.first());
    programs.opened();
    Path second = materialize(programs.second());
    assertThat(programs.opened()).containsExactlyInAnyOrder("app.jar", "lib/empty");
    assertThat(second.resolve("lib/gone.jar")).doesNotExist();
    Path same = Path.of("lib/same.jar");
    assertThat(Files.isSameFile(first.resolve(same), second.resolve(same))).isTrue();
    assertThat(ApplicationTree.read(second).entries()).isEqualTo(programs.second().entries());
    assertThat(ApplicationTree.read(first).entries()).isEqualTo(programs.first().entries());
  }

  @Test
  void otherModesAreNotShared() throws IOException {
    ApplicationManifest plain = program(programs.file("run", "644", "x"));
    ApplicationManifest executable = program(programs.file("run", "755", "x"));
    Path first = materialize(plain);
    Path second = materialize(executable);
    assertThat(first.resolve("run")).isReadable();
    assertThat(Files.isSameFile(first.resolve("run"), second.resolve("run"))).isFalse();
    assertThat(ApplicationTree.read(first).entries()).isEqualTo(plain.entries());
  }

  @Test
  void theTwoThatWereUsedLastStay() throws IOException {
    materialize(programs.first());
    materialize(programs.second());
    materialize(programs.first());
    materialize(programs.third());
    assertThat(trees())
        .containsExactlyInAnyOrder(
            programs.first().program().toString(), programs.third().program().toString());
  }

  /** A way in which somebody changes a tree. */
  private record Edit(String name, Action action) {
    interface Action {
      void on(Path tree) throws IOException;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Edit> edits() {
    return Stream.of(
        new Edit("deleted", t -> Files.delete(t.resolve("app.jar"))),
        new Edit("longer", t -> Files.writeString(t.resolve("app.jar"), "the first and more")),
        new Edit("as long", t -> Files.writeString(t.resolve("app.jar"), "the worst")),
        new Edit("mode", t -> chmod(t.resolve("app.jar"), "rw-rw-rw-")),
        new Edit("mode of a folder", t -> chmod(t.resolve("lib"), "rwxrwxrwx")),
        new Edit("a new file", t -> Files.writeString(t.resolve("lib/evil.jar"), "x")),
        new Edit("a new file on top", t -> Files.writeString(t.resolve("evil"), "x")),
        new Edit("a link instead", t -> replaceByLink(t.resolve("app.jar"))),
        new Edit("another link", t -> replaceLink(t.resolve("bin"))),
        new Edit("a folder instead", t -> replaceByFolder(t.resolve("app.jar"))));
  }

  private static void chmod(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static void replaceByLink(Path file) throws IOException {
    Files.delete(file);
    Files.createSymbolicLink(file, Path.of("lib/same.jar"));
  }

  private static void replaceLink(Path folder) throws IOException {
    chmod(folder, "rwxr-xr-x");
    Files.delete(folder.resolve("start"));
    Files.createSymbolicLink(folder.resolve("start"), Path.of("../app.jar"));
    chmod(folder, "r-xr-xr-x");
  }

  private static void replaceByFolder(Path file) throws IOException {
    Files.delete(file);
    Files.createDirectory(file);
    Files.writeString(file.resolve("x"), "x");
  }

  @ParameterizedTest
  @MethodSource("edits")
  void aTreeThatWasChangedIsMadeAnew(Edit edit) throws IOException {
    Path tree = materialize(programs.first());
    edit.action.on(tree);
    assertThat(materialize(programs.first())).isEqualTo(tree);
    assertThat(ApplicationTree.read(tree).entries()).isEqualTo(programs.first().entries());
  }

  @Test
  void aChangeThatIsHiddenIsNoticedByReading() throws IOException {
    Path jar = materialize(programs.first()).resolve("app.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    Files.writeString(jar, "the worst");
    Files.setLastModifiedTime(jar, time);
    materialize(programs.first());
    assertThat(jar).hasContent("the worst");
    materialize(programs.first(), TreeCheck.CONTENT);
    assertThat(jar).hasContent("the first");
  }

  @Test
  void anApplicationThatWritesToItselfDoesNotChangeTheOtherVersionForLong() throws IOException {
    Path first = materialize(programs.first());
    Path second = materialize(programs.second());
    Path shared = second.resolve("lib/same.jar");
    chmod(shared, "rw-r--r--");
    Files.writeString(shared, "by the new version");
    materialize(programs.first());
    assertThat(first.resolve("lib/same.jar")).hasContent("in both");
    materialize(programs.second());
    assertThat(shared).hasContent("in both");
  }

  @Test
  void aFileThatWasSecretlyChangedIsNotShared() throws IOException {
    Path jar = materialize(programs.first()).resolve("lib/same.jar");
    FileTime time = Files.getLastModifiedTime(jar);
    chmod(jar, "rw-r--r--");
    Files.writeString(jar, "in BOTH");
    Files.setLastModifiedTime(jar, time);
    chmod(jar, "r--r--r--");
    assertThat(materialize(programs.second()).resolve("lib/same.jar")).hasContent("in both");
  }

  @Test
  void anEmptyFolderIsForTheApplication() throws IOException {
    Path log = materialize(programs.first()).resolve("logs/app.log");
    Files.writeString(log, "started");
    materialize(programs.first(), TreeCheck.CONTENT);
    assertThat(log).hasContent("started");
  }

  @Test
  void contentThatIsNotWhatTheManifestSaysLeavesNothing() throws IOException {
    materialize(programs.first());
    ApplicationManifest second = programs.second();
    programs.damage("the second");
    assertThatThrownBy(() -> materialize(second))
        .isInstanceOf(IntegrityException.class)
        .hasMessageContaining("app.jar");
    assertThat(trees()).containsExactly(programs.first().program().toString());
    assertThat(home.resolve("run/.new")).doesNotExist();
  }

  @Test
  void aDiskWithoutHardLinksHasCopies() throws IOException {
    SimulatedTrees disk = new SimulatedTrees();
    disk.canNotLink();
    Materializer materializer = new Materializer(disk, Path.of("run"));
    materializer.materialize(programs.first(), programs, TreeCheck.FACTS);
    materializer.materialize(programs.second(), programs, TreeCheck.FACTS);
    String first = programs.first().program() + "/lib/same.jar";
    String second = programs.second().program() + "/lib/same.jar";
    assertThat(disk.isSameFile(first, second)).isFalse();
    assertThat(disk.get(second)).isEqualTo(disk.get(first));
  }

  /** Whatever fails, the old tree is whole, and the next attempt succeeds. */
  @Test
  void aDiskThatFailsOnceKeepsTheOldTree() throws IOException {
    SimulatedTrees before = new SimulatedTrees();
    new Materializer(before, Path.of("run"))
        .materialize(programs.first(), programs, TreeCheck.FACTS);
    TreeInspection inspection;
    int failed = 0;
    for (int n = 1; n < 60; n++) {
      SimulatedTrees disk = before.copy();
      disk.failAt(n);
      Materializer materializer = new Materializer(disk, Path.of("run"));
      inspection = new TreeInspection(disk);
      try {
        materializer.materialize(programs.second(), programs, TreeCheck.FACTS);
      } catch (IOException e) {
        failed++;
      }
      assertThat(
              inspection.difference(
                  programs.first().program().toString(), programs.first(), TreeCheck.CONTENT))
          .isEmpty();
      materializer.materialize(programs.second(), programs, TreeCheck.FACTS);
    }
    assertThat(failed).isGreaterThan(15);
  }

  @Test
  void aLinkThatSomebodyPutIntoATreeIsNotFollowedWhenItIsDeleted() throws IOException {
    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.writeString(outside.resolve("precious"), "x");
    Path tree = materialize(programs.first());
    Files.createSymbolicLink(tree.resolve("lib/out"), outside);
    materialize(programs.first());
    assertThat(tree.resolve("lib/out")).doesNotExist();
    assertThat(outside.resolve("precious")).exists();
  }

  @Test
  void manyFilesAndDeepFoldersAreOrdinary() throws IOException {
    ApplicationEntry[] entries =
        Stream.concat(
                IntStream.range(0, 60)
                    .mapToObj(i -> folder("d" + "/d".repeat(i), i % 2 == 0 ? "755" : "555")),
                IntStream.range(0, 1_000)
                    .mapToObj(
                        i ->
                            i % 10 == 0
                                ? link("f" + i + "-link", "d")
                                : programs.file("f" + i, "644", "content " + i / 3)))
            .toArray(ApplicationEntry[]::new);
    ApplicationManifest manifest = program(entries);
    Path tree = materialize(manifest);
    assertThat(ApplicationTree.read(tree).entries()).isEqualTo(manifest.entries());
    materialize(programs.third());
    materialize(programs.second());
    assertThat(tree).doesNotExist();
  }
}
