package io.assetota.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.bundle.ApplicationProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Releases whose application is a folder. */
class ApplicationFolderReleaseTest {
  @TempDir Path folder;

  private Path bundle() throws IOException {
    Path app = Files.createDirectory(folder.resolve("kiosk"));
    Files.writeString(app.resolve("run"), "#!/bin/sh");
    Files.writeString(app.resolve("data"), "12345");
    Path bundle = folder.resolve("kiosk.zip");
    ApplicationProject.of(app, Map.of("command", "./run", "version", "1.0.3"))
        .bundle()
        .asset("logo.png", new byte[9])
        .writeTo(bundle);
    return bundle;
  }

  @Test
  void theConsoleCountsFilesApartFromAssets() throws IOException {
    Path bundle = bundle();
    try (TestServer server = TestServer.start(folder.resolve("data"))) {
      long id = server.server.publish(bundle).id();
      String page = ConsoleClient.loggedIn(server).get("/releases/" + id).body();
      assertThat(page).contains("kiosk 1.0.3").contains("2 of the application, 14");
      assertThat(page).contains("logo.png").doesNotContain("files/");
    }
  }
}
