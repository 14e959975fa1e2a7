package io.assetota.ota.hawkbit.ddi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.ota.hawkbit.agent.RangedFile;
import io.assetota.ota.hawkbit.agent.Recordings;
import io.assetota.ota.hawkbit.ddi.DdiClient.Confirmation;
import io.assetota.ota.hawkbit.ddi.DdiClient.Installed;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Handling;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Result;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.SourceException;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client says what was recorded, and understands what was answered. */
class DdiReplayTest {
  private final Deque<String> next = new ArrayDeque<>();
  private final Recordings recordings = new Recordings();
  private WebServer server;
  private DdiClient client;

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start(this::answer);
    recordings.replacing("http://HOST", server.uri().toString());
    client = client("right");
  }

  @AfterEach
  void everythingWasAsRecorded() {
    server.requireNoFailure();
    assertThat(next).isEmpty();
    server.close();
  }

  private Answer answer(Request request) {
    return recordings.answer(next.remove(), request);
  }

  private DdiClient client(String token) {
    return new DdiClient(
        new DdiEndpoint(
            server.uri(), DdiEndpoint.DEFAULT_TENANT, "gw-7", DdiCredentials.gatewayToken(token)),
        HttpOptions.defaults());
  }

  private void expect(String... recordings) {
    next.addAll(List.of(recordings));
  }

  private DdiPoll poll(String recording) throws IOException {
    expect(recording);
    // Each time a new client, as most polls were recorded without a tag.
    client = client("right");
    return client.poll();
  }

  @Test
  void aWrongTokenIsRefused() {
    expect("01-poll-no-token");
    assertThatThrownBy(() -> client("wrong").poll())
        .isInstanceOfSatisfying(
            SourceException.class,
            e -> assertThat(e.kind()).isEqualTo(SourceException.Kind.REFUSED))
        .hasMessageContaining("401: are the token and the device's id right?");
  }

  @Test
  void aDeviceRegistersAndTellsOfItself() throws IOException {
    DdiPoll first = poll("02-first-poll");
    assertThat(first.interval()).isEqualTo(Duration.ofMinutes(5));
    expect("03-config-data");
    client.report(first.configData(), Map.of("app", "tracker 3"));
    DdiPoll idle = poll("04-poll-idle");
    assertThat(idle.configData()).isEmpty();
    assertThat(idle.deployment()).isEmpty();
    expect("05-poll-not-modified");
    assertThat(client.poll()).isEqualTo(idle);
  }

  @Test
  void anUpdateIsReadAndReported() throws IOException {
    URI link = poll("06-poll-deployment").deployment().orElseThrow();
    expect("07-deployment");
    DdiDeployment deployment = client.deployment(link).orElseThrow();
    assertThat(deployment.id()).isEqualTo("2");
    assertThat(deployment.download()).isEqualTo(Handling.FORCED);
    assertThat(deployment.update()).isEqualTo(Handling.FORCED);
    assertThat(deployment.windowOpen()).isEmpty();
    assertThat(deployment.module().part()).isEqualTo("bApp");
    assertThat(deployment.bundle().size()).isEqualTo(4039);
    assertThat(deployment.bundle().sha256()).startsWith("f4beeaa4");
    assertThat(deployment.bundle().download())
        .hasValue(
            server.uri().resolve(Recordings.DEVICE + "/softwaremodules/2/artifacts/bundle.zip"));

    expect("08-feedback-download", "09-feedback-downloaded", "10-feedback-closed");
    expect("11-feedback-after-closed");
    assertThat(client.feedbackOnce(link, DdiFeedback.of(Execution.DOWNLOAD, "fetching")))
        .isEqualTo(DdiReply.TAKEN);
    assertThat(client.feedback(link, DdiFeedback.of(Execution.DOWNLOADED, "all fetched")))
        .isEqualTo(DdiReply.TAKEN);
    assertThat(
            client.feedback(
                link, new DdiFeedback(Execution.CLOSED, Result.SUCCESS, List.of("active"))))
        .isEqualTo(DdiReply.TAKEN);
    assertThat(client.feedback(link, DdiFeedback.of(Execution.PROCEEDING, "late")))
        .isEqualTo(DdiReply.OVER);

    DdiPoll after = poll("12-poll-after-closed");
    assertThat(after.installed()).isPresent();
    assertThat(after.configData()).isPresent();
    assertThat(after.deployment()).isEmpty();
  }

  @Test
  void anUpdateIsCancelled() throws IOException {
    assertThat(poll("13-poll-second-deployment").deployment()).isPresent();
    DdiPoll poll = poll("14-poll-cancel");
    assertThat(poll.deployment()).isEmpty();
    URI link = poll.cancellation().orElseThrow();
    expect("15-cancel-action", "16-deployment-while-cancelled", "17-cancel-feedback");
    assertThat(client.cancellation(link)).hasValue("3");
    assertThat(client.deployment(server.uri().resolve(Recordings.DEVICE + "/deploymentBase/3")))
        .isEmpty();
    assertThat(
            client.feedback(
                link, new DdiFeedback(Execution.CLOSED, Result.SUCCESS, List.of("stopped"))))
        .isEqualTo(DdiReply.TAKEN);
    assertThat(poll("18-poll-after-cancel").cancellation()).isEmpty();
  }

  @Test
  void anUpdateIsConfirmed() throws IOException {
    URI link = poll("19-poll-confirmation").confirmation().orElseThrow();
    expect("20-confirmation-base", "21-confirmation", "22-confirm");
    DdiDeployment deployment = client.confirmation(link).orElseThrow();
    assertThat(client.confirmation(URI.create(link.toString().replaceFirst("\\?.*", ""))))
        .isEqualTo(Optional.of(deployment));
    assertThat(client.confirm(link, Confirmation.CONFIRMED, "by operator"))
        .isEqualTo(DdiReply.TAKEN);
    assertThat(poll("23-poll-after-confirm").deployment()).isPresent();
  }

  @Test
  void hawkbitRefusesAttributesAndTakesThemEncoded() throws IOException {
    expect("24-config-data-refused", "24-config-data-refused");
    assertThatThrownBy(() -> client.report(Optional.empty(), Map.of("asset.1.name", "Übersicht")))
        .hasMessageContaining("answered with status 400 (The given target attributes are invalid)");
    expect("25-config-data-merged");
    assertThat(client.report(Optional.empty(), Map.of("asset.1.name", "%C3%9Cbersicht.png")))
        .isEmpty();
  }

  @Test
  void hawkbitSaysWhatBecameOfAnInstalledRelease() throws IOException {
    expect("26-installed-taken", "27-installed-unchanged", "28-installed-unknown");
    expect("36-installed-while-pending");
    assertThat(client.installed("kiosk", "1")).isEqualTo(Installed.TAKEN);
    assertThat(client.installed("kiosk", "1")).isEqualTo(Installed.UNCHANGED);
    assertThat(client.installed("nobody", "1")).isEqualTo(Installed.UNKNOWN);
    assertThat(client.installed("kiosk", "1")).isEqualTo(Installed.UNCHANGED);
    expect("34-installed-invalid", "35-installed-ambiguous");
    assertThatThrownBy(() -> client.installed("kiosk", "3"))
        .hasMessageContaining("status 400 (Distribution set of type app is invalid");
    // Once, though 500 may pass: it is said again at a later poll.
    assertThatThrownBy(() -> client.installed("twice", "1")).hasMessageContaining("status 500");
  }

  @Test
  void hawkbitTakesADownloadedReleaseAsInstalledAfterThePreviousOne() throws IOException {
    DdiPoll idle = poll("29-poll-downloaded-only");
    assertThat(idle.isIdle()).isTrue();
    expect("31-installed-downloaded-only", "30-installed-base", "32-installed-before");
    expect("33-installed-then");
    assertThat(client.installed("kiosk", "2")).isEqualTo(Installed.UNCHANGED);
    DdiDeployment before = client.deployment(idle.installed().orElseThrow()).orElseThrow();
    assertThat(before.module().name() + " " + before.module().version()).isEqualTo("kiosk 1");
    assertThat(client.installed("kiosk", "1")).isEqualTo(Installed.TAKEN);
    assertThat(client.installed("kiosk", "2")).isEqualTo(Installed.TAKEN);
  }

  /** So that what else is tested against our range server is tested against hawkBit's ranges. */
  @Test
  void theRangeServerOfTheseTestsAnswersAsRecorded() {
    JsonNode recorded = recordings.read("ranges");
    RangedFile file = new RangedFile(new byte[4039]);
    Answer suffix = file.answer(artifact(Map.of("Range", "bytes=-64")));
    assertThat(suffix.status()).isEqualTo(recorded.get("suffix range").asInt());
    assertThat(suffix.headers())
        .containsEntry("Content-Range", recorded.get("content-range").asText())
        .containsEntry("ETag", "\"" + file.sha1() + "\"");
    assertThat(recorded.get("etag").asText())
        .isEqualTo(
            "\""
                + recordings
                    .read("07-deployment")
                    .at("/response/body/deployment/chunks/0/artifacts/0/hashes/sha1")
                    .asText()
                + "\"");
    Answer past = file.answer(artifact(Map.of("Range", "bytes=5000-5001")));
    assertThat(past.status()).isEqualTo(recorded.at("/range past the end/0").asInt());
    assertThat(past.headers())
        .containsEntry("Content-Range", recorded.at("/range past the end/1").asText());
    Answer other = file.answer(artifact(Map.of("Range", "bytes=0-1", "If-Range", "\"other\"")));
    assertThat(other.status()).isEqualTo(recorded.at("/if-range other etag/0").asInt());
    assertThat(other.body()).hasSize(recorded.at("/if-range other etag/1").asInt());
    assertThat(file.answer(artifact(Map.of("If-Match", "\"other\""))).status())
        .isEqualTo(recorded.at("/if-match other etag/0").asInt());
  }

  private static Request artifact(Map<String, String> headers) {
    return new Request("GET", "/bundle.zip", headers, "");
  }
}
