package io.assetota.handlers.files;

import static io.assetota.core.handler.HandlerResult.Outcome.FAILED;
import static io.assetota.core.handler.HandlerResult.Outcome.SUCCEEDED;
import static io.assetota.core.handler.HandlerResult.Outcome.UNCHANGED;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one release to the next, on a device with a router. */
class GoneAssetsTest {
  private static final byte[] A1 = "a, release 1".getBytes(UTF_8);
  private static final byte[] A2 = "a, release 2".getBytes(UTF_8);
  private static final byte[] B = "b".getBytes(UTF_8);

  @TempDir Path top;
  private Path folder;
  private Path a;
  private Path b;
  private Device device;
  private FilesHandler handler;

  @BeforeEach
  void setUp() {
    folder = top.resolve("files");
    a = folder.resolve("a.txt");
    b = folder.resolve("b.txt");
    device = new Device(top.resolve("device"));
    handler = new FilesHandler(folder);
  }

  private Map<String, AssetHandler> all(FilesHandler files) {
    return Map.of("*", files);
  }

  private Path list() {
    return folder.resolve(".asset-ota.sha256");
  }

  @Test
  void onlyWhatIsNewIsWritten() throws IOException {
    device.install(Map.of("a.txt", A1, "b.txt", B));
    assertThat(device.start(all(handler)))
        .isEqualTo(Map.of("a.txt", SUCCEEDED, "b.txt", SUCCEEDED));

    device.install(Map.of("a.txt", A2, "b.txt", B));
    assertThat(device.start(all(handler)))
        .isEqualTo(Map.of("a.txt", SUCCEEDED, "b.txt", UNCHANGED));
    assertThat(a).hasBinaryContent(A2);
    assertThat(b).hasBinaryContent(B);
  }

  @Test
  void filesOfAssetsThatAreGoneStayUnlessRemovalIsAskedFor() throws IOException {
    device.install(Map.of("a.txt", A1, "b.txt", B));
    device.start(all(handler));
    device.install(Map.of("a.txt", A1));
    device.start(all(handler));
    assertThat(b).hasBinaryContent(B);

    device.start(all(handler.removingGone()));
    assertThat(b).doesNotExist();
    assertThat(a).hasBinaryContent(A1);
    assertThat(list()).hasContent(AssetHash.ofContent(A1) + "  a.txt\n");
  }

  @Test
  void theLastFileGoesToo() throws IOException {
    device.install(Map.of("a.txt", A1));
    device.start(all(handler.removingGone()));
    device.install(Map.of());
    device.start(all(handler.removingGone()));

    assertThat(a).doesNotExist();
  }

  @Test
  void anAssetThatComesBackIsWrittenAgain() throws IOException {
    device.install(Map.of("a.txt", A1, "b.txt", B));
    device.start(all(handler.removingGone()));
    device.install(Map.of("a.txt", A1));
    device.start(all(handler.removingGone()));
    device.install(Map.of("a.txt", A1, "b.txt", B));
    device.start(all(handler.removingGone()));

    assertThat(b).hasBinaryContent(B);
  }

  @Test
  void filesOfOthersStay() throws IOException {
    Files.createDirectories(folder);
    Path others = Files.writeString(folder.resolve("notes.txt"), "mine");
    Files.write(b, B); // has the right content already, so it is not ours
    device.install(Map.of("a.txt", A1, "b.txt", B));
    device.start(all(handler.removingGone()));
    device.install(Map.of());
    device.start(all(handler.removingGone()));

    assertThat(a).doesNotExist();
    assertThat(b).hasBinaryContent(B);
    assertThat(others).hasContent("mine");
  }

  @Test
  void filesThatSomebodyChangedStay() throws IOException {
    device.install(Map.of("a.txt", A1, "b.txt", B));
    device.start(all(handler.removingGone()));
    Files.writeString(a, "changed by hand");
    device.install(Map.of());
    device.start(all(handler.removingGone()));

    assertThat(a).hasContent("changed by hand");
    assertThat(b).doesNotExist();
  }

  @Test
  void linksThatTookTheirPlaceStay() throws IOException {
    Path outside = Files.write(top.resolve("outside"), A1);
    device.install(Map.of("a.txt", A1));
    device.start(all(handler.removingGone()));
    Files.delete(a);
    Files.createSymbolicLink(a, outside);
    device.install(Map.of());
    device.start(all(handler.removingGone()));

    assertThat(a).isSymbolicLink();
    assertThat(outside).hasBinaryContent(A1);
  }

  @Test
  void aFileThatIsAlsoAnotherAssetsStays() throws IOException {
    device.install(Map.of("a.txt", A1));
    device.start(all(handler.removingGone()));
    Files.createLink(folder.resolve("A.TXT"), a); // as on a card where case doesn't count
    device.install(Map.of("A.TXT", A1));
    device.start(all(handler.removingGone()));

    assertThat(folder.resolve("A.TXT")).hasBinaryContent(A1);
    assertThat(a).exists();
  }

  @Test
  void severalRoutesMayLeadToOneFolder() throws IOException {
    Map<String, AssetHandler> routes =
        Map.of(
            "*.txt", new FilesHandler(folder).removingGone(),
            "*.bin", new FilesHandler(folder).removingGone());
    device.install(Map.of("a.txt", A1, "b.bin", B));
    device.start(routes);
    device.install(Map.of("a.txt", A2, "b.bin", B));
    device.start(routes);

    assertThat(a).hasBinaryContent(A2);
    assertThat(folder.resolve("b.bin")).hasBinaryContent(B);
  }

  @Test
  void aFailureKeepsTheOldFileAndOthersAreWritten() throws IOException {
    device.install(Map.of("a.txt", A1, "b.txt", B));
    Files.createDirectories(a.resolve("in the way"));

    assertThat(device.start(all(handler))).isEqualTo(Map.of("a.txt", FAILED, "b.txt", SUCCEEDED));
    Files.delete(a.resolve("in the way"));
    Files.delete(a);
    assertThat(device.start(all(handler)))
        .isEqualTo(Map.of("a.txt", SUCCEEDED, "b.txt", UNCHANGED));
  }

  @Test
  void whatTheListNamesOutsideIsNotTouched() throws IOException {
    Path outside = Files.write(top.resolve("outside"), A1);
    device.install(Map.of("b.txt", B));
    device.start(all(handler.removingGone()));
    Files.writeString(
        list(),
        "nonsense\n" + AssetHash.ofContent(A1) + "  ../outside\n" + Files.readString(list()));
    device.install(Map.of());
    device.start(all(handler.removingGone()));

    assertThat(outside).hasBinaryContent(A1);
    assertThat(b).doesNotExist();
  }

  @Test
  void withoutTheListNothingIsRemoved() throws IOException {
    device.install(Map.of("a.txt", A1));
    device.start(all(handler.removingGone()));
    Files.delete(list());
    device.install(Map.of());
    device.start(all(handler.removingGone()));

    assertThat(a).hasBinaryContent(A1);
  }
}
