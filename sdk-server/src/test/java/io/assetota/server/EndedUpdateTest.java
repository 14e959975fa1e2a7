package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.server.EndedUpdate.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the owner of a server hears of its devices. */
class EndedUpdateTest {
  @TempDir Path folder;

  @Test
  void tellsHowEachUpdateEndedAndWhatItTook() throws IOException {
    List<EndedUpdate> heard = new CopyOnWriteArrayList<>();
    try (TestServer server =
        new TestServer(TestServer.builder(folder.resolve("data")).whenEnded(heard::add).start())) {
      PublishedRelease first = server.server.publish(TestBundles.small(folder, 1));
      server.get(base("gw"));
      server.server.assign(first, "gw");
      String action = server.begin("gw");
      String bundle = "/softwaremodules/" + first.id() + "/artifacts/bundle.zip";
      server.bytes(server.device(base("gw") + bundle).header("Range", "bytes=0-99"));
      server.feedback("gw", action, "proceeding", "none");
      assertThat(heard).isEmpty();

      server.feedback("gw", action, "closed", "success");
      server.feedback("gw", action, "closed", "success");

      assertThat(heard).containsExactly(new EndedUpdate("gw", first.id(), Outcome.FINISHED, 100));

      server.server.assign(server.server.publish(TestBundles.small(folder, 2)), "gw");
      server.feedback("gw", server.begin("gw"), "closed", "failure");

      assertThat(heard).extracting(EndedUpdate::outcome).endsWith(Outcome.FAILED);
    }
  }
}
