package io.assetota.ota.hawkbit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.testing.PowerCutSweep;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What an agent has noted of its action is there when it goes on. */
class JournalFilePowerCutTest {
  private static void write(Path folder, int action) throws IOException {
    new JournalFile(folder.resolve("hawkbit"))
        .write(json -> json.put("action", Integer.toString(action)));
  }

  @Test
  void theOldNoteOrTheNew() throws IOException {
    int tried =
        PowerCutSweep.of(
            folder -> write(folder, 1),
            folder -> {
              write(folder, 2);
              write(folder, 3);
            },
            (folder, complete) ->
                assertThat(
                        new JournalFile(folder.resolve("hawkbit"))
                            .read()
                            .orElseThrow()
                            .text("action", 9))
                    .isBetween(complete ? "3" : "1", "3"));
    assertThat(tried).isGreaterThan(50);
  }
}
