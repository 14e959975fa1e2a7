package io.assetota.cli.author;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UnpackCommandTest {
  @TempDir Path folder;
  private Inputs inputs;
  private Path bundle;
  private Path target;

  @BeforeEach
  void prepare() throws IOException {
    inputs = new Inputs(folder);
    bundle = inputs.bundle("b.zip", 3, "logo.png", "picture", "b.txt", "text");
    target = folder.resolve("unpacked");
  }

  private List<String> unpacked() throws IOException {
    try (Stream<Path> files = Files.walk(target)) {
      return files
          .filter(Files::isRegularFile)
          .map(f -> target.relativize(f).toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void writesEveryFile() throws IOException {
    Ran ran = asset_ota("unpack", bundle, target).succeeds();

    assertThat(unpacked()).containsExactly("app.bin", "assets/b.txt", "assets/logo.png");
    assertThat(target.resolve("assets/logo.png")).hasContent("picture");
    assertThat(ran.out()).contains("Unpacked 3 files into " + target);
  }

  @Test
  void theUnpackedFilesMakeTheSameBundle() throws IOException {
    asset_ota("unpack", bundle, target).succeeds();
    Path again = folder.resolve("again.zip");

    asset_ota(
            "bundle",
            target.resolve("app.bin"),
            "--assets",
            target.resolve("assets"),
            "--save-to",
            again)
        .succeeds();

    assertThat(again).hasSameBinaryContentAs(bundle);
  }

  @Test
  void saysItInJson() {
    assertThat(asset_ota("unpack", bundle, target, "--json").succeeds().json().at("/files/0/name"))
        .hasToString("\"app.bin\"");
  }

  @Test
  void replacesNothingUnlessForced() throws IOException {
    Files.createDirectories(target.resolve("assets"));
    Path mine = Files.writeString(target.resolve("assets/logo.png"), "mine");

    assertThat(asset_ota("unpack", bundle, target).fails().err()).contains("--force");
    assertThat(unpacked()).containsExactly("assets/logo.png");
    assertThat(mine).hasContent("mine");

    asset_ota("unpack", bundle, target, "--force").succeeds();
    assertThat(mine).hasContent("picture");
  }

  @Test
  void anInvalidBundleLeavesNothing() throws IOException {
    Path damaged = inputs.damaged(bundle, Files.size(bundle) / 2);

    asset_ota("unpack", damaged, target).fails();

    assertThat(target).doesNotExist();
  }

  @Test
  void namesThatLeadOutAreRefused() throws IOException {
    Path zip = inputs.zip("evil.zip", "../evil.bin", "x");

    asset_ota("unpack", zip, target).fails();

    assertThat(folder.resolve("evil.bin")).doesNotExist();
  }

  @Test
  void aFolderInTheWayIsTold() throws IOException {
    Files.createDirectories(target.resolve("app.bin"));

    assertThat(asset_ota("unpack", bundle, target, "--force").fails().err())
        .contains("is a folder");
  }

  @Test
  void aLinkedFolderIsNotFollowed() throws IOException {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.createDirectory(target);
    Files.createSymbolicLink(target.resolve("assets"), elsewhere);

    asset_ota("unpack", bundle, target).fails();

    assertThat(elsewhere).isEmptyDirectory();
  }

  @Test
  void aFileInTheWayIsToldAndLeavesNothing() throws IOException {
    Files.writeString(target, "a file");

    assertThat(asset_ota("unpack", bundle, target).fails().err()).contains(target.toString());
  }
}
