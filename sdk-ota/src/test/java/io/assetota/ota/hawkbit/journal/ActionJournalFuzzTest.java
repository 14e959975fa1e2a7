package io.assetota.ota.hawkbit.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.google.common.hash.Hashing;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's memory on disk, with the right checksum: understood, or begun anew. */
class ActionJournalFuzzTest {
  private static final URI SERVER = URI.create("http://127.0.0.1:8080");

  @TempDir private Path folder;

  static Stream<byte[]> journals() {
    String head = "{\"format\": 2, \"server\": \"" + SERVER + "\"";
    ActionRecord action = ActionRecord.begin("8", "content", SERVER.resolve("/x"));
    return Stream.of(
            head
                + ", \"action\": "
                + new String(JsonWriter.compact(action.fields()), UTF_8)
                + ", \"told\": {\"attributes\": \"x\"}}",
            head + "}",
            "[]")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("journals")
  @FuzzTest
  void journalsAreUnderstoodOrBegunAnew(byte[] input) throws IOException {
    String json = new String(input, UTF_8);
    String seal = "\n" + Hashing.crc32c().hashString(json, UTF_8) + "\n";
    Files.writeString(folder.resolve(ActionJournal.FILE), json + seal);
    try {
      assertThat(ActionJournal.open(folder, SERVER).action()).isNotNull();
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank();
    }
  }
}
