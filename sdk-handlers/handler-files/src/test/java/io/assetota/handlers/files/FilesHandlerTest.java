package io.assetota.handlers.files;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.IntegrityException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilesHandlerTest {
  private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2020-01-01T00:00:00Z"));

  @TempDir Path store;
  @TempDir Path top;
  private Path folder;
  private TestAssets assets;
  private FilesHandler handler;

  @BeforeEach
  void setUp() {
    folder = top.resolve("srv/kiosk");
    assets = new TestAssets(store);
    handler = new FilesHandler(folder);
  }

  private void handle(Asset asset) throws IOException {
    handler.handle(asset, HandlerContext.NONE);
  }

  /** All files of the folder, but not the handler's own. */
  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(f -> f.getFileName().toString())
          .filter(f -> !f.equals(".asset-ota.sha256"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 44, 65_535, 65_536, 65_537, 300_000})
  void writesTheContent(int length) throws IOException {
    byte[] content = TestAssets.random(length, 1);

    handle(assets.asset("logo.png", content));

    assertThat(folder.resolve("logo.png")).hasBinaryContent(content);
    assertThat(files(folder)).containsExactly("logo.png");
  }

  @Test
  void replacesOtherContent() throws IOException {
    handle(assets.asset("a", "old".getBytes(UTF_8)));
    handle(assets.asset("a", "new".getBytes(UTF_8)));

    assertThat(folder.resolve("a")).hasContent("new");
  }

  @Test
  void leavesUnchangedFilesAlone() throws IOException {
    Asset asset = assets.asset("a", "same".getBytes(UTF_8));
    handle(asset);
    Path file = folder.resolve("a");
    Object before = Files.getAttribute(file, "unix:ino");
    Files.setLastModifiedTime(file, LONG_AGO);

    handle(asset);

    assertThat(Files.getLastModifiedTime(file)).isEqualTo(LONG_AGO);
    assertThat(Files.getAttribute(file, "unix:ino")).isEqualTo(before);
  }

  @Test
  void replacesOtherContentOfTheSameSize() throws IOException {
    Asset asset = assets.asset("a", "right".getBytes(UTF_8));
    handle(asset);
    Files.writeString(folder.resolve("a"), "wrong");

    handle(asset);

    assertThat(folder.resolve("a")).hasContent("right");
  }

  @ParameterizedTest
  @ValueSource(strings = {".asset-ota.sha256", ".asset-ota.part", ".Asset-OTA.part"})
  void refusesItsOwnNames(String name) {
    assertThatThrownBy(() -> handle(assets.asset(name, new byte[1])))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("reserved");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "...",
        "~",
        "-rf",
        " ",
        "a b",
        "CON",
        "a:b",
        "*",
        "$(id)",
        "%2e%2e%2f",
        "'",
        "🦊.png",
        "\u202egnp.exe",
        ".hidden"
      })
  void oddNamesAreJustNames(String name) throws IOException {
    handle(assets.asset(name, "odd".getBytes(UTF_8)));

    assertThat(folder.resolve(name)).hasContent("odd");
    assertThat(files(folder)).containsExactly(name);
    assertThat(files(top.resolve("srv"))).containsExactly("kiosk");
  }

  @Test
  void takesTheLongestName() throws IOException {
    String name = "n".repeat(255);
    handle(assets.asset(name, "long".getBytes(UTF_8)));

    assertThat(folder.resolve(name)).hasContent("long");
  }

  @Test
  void writesNothingThroughASymbolicLink() throws IOException {
    Files.createDirectories(folder);
    Path outside = Files.writeString(top.resolve("passwd"), "secret");
    Files.createSymbolicLink(folder.resolve("a"), outside);

    assertThatThrownBy(() -> handle(assets.asset("a", "secret".getBytes(UTF_8))))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("symbolic link")
        .hasMessageContaining("left alone");
    assertThat(outside).hasContent("secret");
    assertThat(folder.resolve("a")).isSymbolicLink();
  }

  @Test
  void writesNothingThroughAPlantedDraft() throws IOException {
    Files.createDirectories(folder);
    Path outside = Files.writeString(top.resolve("passwd"), "secret");
    Files.createSymbolicLink(folder.resolve(".asset-ota.part"), outside);
    Files.createSymbolicLink(folder.resolve(".asset-ota.sha256"), outside);

    handle(assets.asset("a", "content".getBytes(UTF_8)));

    assertThat(outside).hasContent("secret");
    assertThat(folder.resolve("a")).hasContent("content");
  }

  @Test
  void leavesAFolderOfThatNameAlone() throws IOException {
    Files.createDirectories(folder.resolve("a/b"));

    assertThatThrownBy(() -> handle(assets.asset("a", new byte[1])))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("is a folder");
  }

  @Test
  void theFolderItselfMayBeALink() throws IOException {
    Path real = Files.createDirectories(top.resolve("data"));
    Files.createDirectories(folder.getParent());
    Files.createSymbolicLink(folder, real);

    handle(assets.asset("a", "content".getBytes(UTF_8)));

    assertThat(real.resolve("a")).hasContent("content");
  }

  @Test
  void saysSoIfTheFolderIsAFile() throws IOException {
    Files.createDirectories(folder.getParent());
    Files.writeString(folder, "a file");

    assertThatThrownBy(() -> handle(assets.asset("a", new byte[1])))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("something else has that name");
  }

  /** A loop of links, as permissions don't stop root: the JDK reports both as not existing. */
  @Test
  void aFolderThatCannotBeSeenIsNotTakenForMissing() throws IOException {
    Path loop = top.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    FilesHandler handler = new FilesHandler(loop.resolve("files")).removingGone();

    assertThatThrownBy(() -> handler.settle(List.of(), HandlerContext.NONE))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll(loop.toString(), "can't be used");
    assertThatThrownBy(() -> handler.handle(assets.asset("a", new byte[1]), HandlerContext.NONE))
        .isInstanceOf(AssetException.class)
        .hasMessageContainingAll(loop.toString(), "can't be used");
  }

  @Test
  void damagedAssetsDoNotBecomeFiles() throws IOException {
    handle(assets.asset("a", "good".getBytes(UTF_8)));
    Asset damaged = assets.damaged("a", TestAssets.random(200_000, 1));

    assertThatThrownBy(() -> handle(damaged)).isInstanceOf(IntegrityException.class);
    assertThat(folder.resolve("a")).hasContent("good");
    assertThat(files(folder)).containsExactly("a");
  }

  @Test
  void tellsItsProgressAndCanBeCancelled() throws IOException {
    handle(assets.asset("a", "old".getBytes(UTF_8)));
    Asset asset = assets.asset("a", TestAssets.random(200_000, 1));
    List<Long> progress = new ArrayList<>();
    HandlerContext context =
        new HandlerContext() {
          @Override
          public void progress(String step, long done, long total) {
            assertThat(step).isEqualTo("write");
            assertThat(total).isEqualTo(200_000);
            progress.add(done);
          }

          @Override
          public boolean isCancelled() {
            return progress.size() == 2;
          }

          @Override
          public int attempt() {
            return 1;
          }
        };

    assertThatThrownBy(() -> handler.handle(asset, context)).isInstanceOf(CancelledException.class);
    assertThat(progress).containsExactly(65_536L, 131_072L);
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(files(folder)).containsExactly("a");
  }

  @Test
  void handlersOfOneFolderAreEqual() {
    assertThat(handler)
        .isEqualTo(new FilesHandler(folder))
        .hasSameHashCodeAs(new FilesHandler(folder))
        .isNotEqualTo(handler.removingGone())
        .isNotEqualTo(new FilesHandler(top))
        .hasToString("files in " + folder);
  }
}
