package io.assetota.ota.hawkbit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.files.SealedLine;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonWriter;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** The journal's JSON in a small file that is replaced atomically, also across power cuts. */
final class JournalFile {
  private static final int MAX_LENGTH = 256 * 1024;

  private final SealedLine file;

  JournalFile(Path file) {
    this.file = new SealedLine(file, MAX_LENGTH, "the present action begins again");
  }

  /**
   * Reads it. A damaged one counts as missing: its content can be found out from the device and the
   * server, at the price of doing something again.
   */
  Optional<JsonObject> read() throws IOException {
    Optional<String> json = file.read();
    return json.isEmpty()
        ? Optional.empty()
        : Optional.of(HawkbitJson.parse(json.get(), file.file().toString()).object());
  }

  /** Writes it, whole or not at all. */
  void write(JsonFields json) throws IOException {
    file.write(new String(JsonWriter.compact(json), UTF_8));
  }
}
