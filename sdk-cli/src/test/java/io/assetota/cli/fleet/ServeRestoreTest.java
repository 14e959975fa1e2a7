package io.assetota.cli.fleet;

import static io.assetota.cli.testing.Ran.asset_ota;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Started;
import io.assetota.server.UpdateServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code serve} on a folder that lost its database, or never had one. */
class ServeRestoreTest {
  @TempDir Path folder;

  private static boolean isTold(Started serve) {
    try {
      return serve.out().endsWith("}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFolderOfSomethingElseIsLeftAlone() throws IOException {
    Path file = Files.writeString(folder.resolve("letter.txt"), "the only copy");
    assertThat(asset_ota("serve", "--data", folder, "--port", 0).fails().err())
        .contains("letter.txt", "Nothing was changed", "Name a new or an empty folder");
    assertThat(folder).isDirectoryNotContaining("glob:**lock");
    assertThat(file).hasContent("the only copy");
  }

  @Test
  void bundlesWithoutADatabaseBecomeReleasesAgain() throws Exception {
    Path data = folder.resolve("data");
    Path bundle = new Inputs(folder).bundle("b.zip", 3, "a.txt", "text");
    try (UpdateServer server = UpdateServer.builder(data).port(0).start()) {
      server.publish(bundle);
    }
    Files.delete(data.resolve("server.db"));
    assertThat(asset_ota("serve", "--data", data, "--port", 0).fails().err())
        .contains("server.db is missing", "--restore");
    try (Started serve =
        Started.asset_ota(folder, "serve", "--data", data, "--port", 0, "--restore", "--json")) {
      serve.until(() -> isTold(serve));
      JsonNode told = new ObjectMapper().readTree(serve.out());
      assertThat(told.path("restoredReleases").asInt()).isEqualTo(1);
      serve.terminate();
    }
  }
}
