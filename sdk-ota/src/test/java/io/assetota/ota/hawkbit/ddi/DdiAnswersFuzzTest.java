package io.assetota.ota.hawkbit.ddi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import java.io.IOException;
import java.net.URI;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** What an update server answers to a device: understood, or a clear error. */
class DdiAnswersFuzzTest {
  private static final URI FROM = URI.create("http://127.0.0.1:8080/default/controller/v1/d");

  static Stream<byte[]> answers() {
    return Stream.of(
            """
            {"config": {"polling": {"sleep": "00:05:00"}}, "_links": {
              "deploymentBase": {"href": "http://127.0.0.1:8080/default/controller/v1/d/1?c=2"},
              "configData": {"href": "/default/controller/v1/d/configData"}}}\
            """,
            """
            {"id": "8", "deployment": {"download": "forced", "update": "attempt",
              "maintenanceWindow": "available", "chunks": [{"part": "os", "name": "kiosk",
              "version": "1.0", "metadata": [{"key": "sha256", "value": "x"}], "artifacts": [{
              "filename": "kiosk.zip", "size": 11, "hashes": {"sha1": "a", "md5": "b",
              "sha256": "0000000000000000000000000000000000000000000000000000000000000000"},
              "_links": {"download-http": {"href": "http://127.0.0.1/a"}}}]}]},
              "actionHistory": {"status": "RUNNING", "messages": []}}\
            """,
            "{\"id\": \"11\", \"cancelAction\": {\"stopId\": \"11\"}}")
        .map(text -> text.getBytes(UTF_8));
  }

  @MethodSource("answers")
  @FuzzTest
  void answersAreUnderstoodOrRefused(byte[] input) throws IOException {
    attempt(input, answer -> DdiAnswers.poll(answer, FROM));
    attempt(input, answer -> DdiAnswers.deployment(answer, "deployment", FROM));
    attempt(input, answer -> DdiAnswers.deployment(answer, "confirmation", FROM));
    attempt(input, DdiAnswers::cancelled);
  }

  private static void attempt(byte[] input, HawkbitJson.Reading<?> reading) throws IOException {
    try {
      assertThat(reading.read(HawkbitJson.parse(new String(input, UTF_8), "the server").object()))
          .isNotNull();
    } catch (AssetException e) {
      assertThat(e).message().isNotBlank().doesNotContainPattern("\\p{Cc}");
    }
  }
}
