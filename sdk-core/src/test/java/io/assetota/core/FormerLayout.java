package io.assetota.core;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Makes a device folder what it was when it had one lock, and one file for all that happened. */
final class FormerLayout {
  private FormerLayout() {}

  static void of(Path home) throws IOException {
    StringBuilder state = new StringBuilder("asset-ota state 1\nhandled\t0\n");
    List<String> updates = Files.readAllLines(home.resolve("updates"));
    updates.subList(1, updates.size() - 1).forEach(line -> state.append(line).append('\n'));
    String checksum = Hashing.crc32c().hashString(state, UTF_8).toString();
    Files.writeString(home.resolve("state"), state + "crc32c\t" + checksum + "\n");
    for (String file : List.of("updates", "lock.commit", "lock.update", "lock.application")) {
      Files.deleteIfExists(home.resolve(file));
    }
    Files.writeString(home.resolve("lock"), "process 1");
  }
}
