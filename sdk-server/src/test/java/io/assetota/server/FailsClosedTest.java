package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A request that is not clear starts nothing; above all no rollout to all devices. */
class FailsClosedTest {
  @RegisterExtension static final RunningServer RUNNING = new RunningServer();
  private final TestServer server = RUNNING.get();
  private int started;

  @BeforeAll
  static void prepare() throws IOException {
    RUNNING.get().get(base("gw-7"));
    RUNNING.get().server.publish(TestBundles.small(RUNNING.folder(), 1));
  }

  @BeforeEach
  void count() throws IOException {
    started = rollouts();
  }

  private int rollouts() throws IOException {
    return server.api(server.operator("/api/v1/rollouts"), 200).size();
  }

  private void assertNothingStarted() throws IOException {
    assertThat(rollouts()).isEqualTo(started);
  }

  private HttpResponse<String> rollOut(String body) {
    return server.send(server.operator("/api/v1/rollouts").POST(BodyPublishers.ofString(body)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "{'release':1}; \"all\": true",
        "{'release':1,'all':false}; \"all\": true",
        "{'release':1,'all':true,'device':'gw-7'}; one device",
        "{'release':1,'all':'true'}; all is not true or false",
        "{'release':1,'all':1}; all is not true or false",
        "{'release':1,'all':null}; all is null",
        "{'release':1,'device':7}; device is not a string",
        "{'release':1,'device':['gw-7']}; device is not a string",
        "{'release':1,'device':{'id':'gw-7'}}; device is not a string",
        "{'release':1,'device':true}; device is not a string",
        "{'release':1,'device':null}; device is null",
        "{'release':1,'devices':'gw-7'}; devices is not a list",
        "{'release':1,'Device':'gw-7','all':true}; body.Device is unknown",
        "{'release':1,'all':true,'canary':{'percent':1}}; canary is not a string",
        "{'release':1,'all':true,'canary':5}; canary is not a string",
        "{'release':1,'all':true,'canary':null}; canary is null",
        "{'release':1,'all':true,'canary':''}; canary is empty",
        "{'release':1,'all':true,'canary':'0'}; a count like 5",
        "{'release':1,'all':true,'canary':'0%'}; a count like 5",
        "{'release':1,'all':true,'canary':'200%'}; a count like 5",
        "{'release':1,'all':true,'canary':'some'}; a count like 5",
        "{'release':1,'all':true,'canary':'5','waves':'5'}; only one of both",
        "{'release':1,'all':true,'waves':'10%,95%'}; together 105%",
        "{'release':1,'all':true,'waves':'5 soak=soon'}; waves: The time after a wave is",
        "{'release':1,'all':true,'waves':'5','soak':'-1s'}; soak: The time",
        "{'release':1,'all':true,'soak':'1s'}; soak is for waves",
        "{'release':1,'all':true,'waves':'5','waveFailures':'0'}; waveFailures: The failures",
        "{'release':1,'all':true,'maxFailures':''}; maxFailures is empty",
        "{'release':1,'all':true,'tag':'lab'}; to one device",
        "{'release':1,'devices':[{'id':'a'}]}; devices",
        "{'release':1,'device':'gw-7','waves':'5'}; waves is for",
        "{'release':1,'all':true,'Canary':'5'}; body.Canary is unknown",
        "{'release':1,'device':'gw-7','canary':'5'}; canary is for",
        "{'release':true,'all':true}; release is not an integer",
        "{'release':1.99,'all':true}; release is not an integer",
        "{'release':'1','all':true}; release is not an integer",
        "{'release':[1],'all':true}; release is not an integer",
        "{'release':99999999999999999999,'all':true}; release is not an integer",
        "{'all':true}; release is missing",
        "{'release':1,'all':true,'canary':'5','hold':'yes'}; hold is not true or false",
        "{'release':1,'all':true,'hold':true}; hold waits",
        "{'release':1,'all':true,'confirm':'no'}; confirm is not true or false",
        "{'release':1,'all':true,'mode':0}; mode is not a string",
        "{'release':1,'all':true,'mode':'quiet'}; mode is forced",
        "{'release':1,'all':true,'all':false}; not valid JSON",
        "{'release':1,'all':true} {}; more text behind",
        "[{'release':1,'all':true}]; body is not an object",
        "null; body is not an object",
      })
  void aRolloutThatIsNotClearIsRefused(String body, String why) throws IOException {
    HttpResponse<String> response = rollOut(body.replace('\'', '"'));
    assertThat(response.statusCode()).as(body).isEqualTo(400);
    assertThat(TestServer.JSON.readTree(response.body()).path("error").asText()).contains(why);
    assertNothingStarted();
  }

  @Test
  void aRolloutToAllIsSaid() throws IOException {
    JsonNode started = server.startRollout("{\"release\":1,\"all\":true,\"canary\":\"10%\"}");
    assertThat(started.path("device").isNull()).isTrue();
    assertThat(started.path("target").asText()).isEqualTo("all");
    assertThat(started.path("wave").asInt()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/devices?aftr=gw-1",
        "/api/v1/devices?after=a&after=b",
        "/api/v1/releases?x",
        "/api/v1/rollouts?device=gw-7"
      })
  void unknownParametersAreRefused(String path) {
    assertThat(server.send(server.operator(path)).statusCode()).isEqualTo(400);
  }

  @Test
  void aMistypedNameOfAReleaseIsRefused() throws IOException {
    assertThat(
            server
                .send(
                    server
                        .operator("/api/v1/releases?nmae=x")
                        .POST(BodyPublishers.ofFile(TestBundles.small(RUNNING.folder(), 2))))
                .statusCode())
        .isEqualTo(400);
    assertThat(server.api(server.operator("/api/v1/releases"), 200)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "release=1",
        "release=1&target=everybody",
        "release=1&target=all&device=gw-7",
        "release=1&device=gw-7&canary=5",
        "release=1&target=all&hold=on",
        "release=1&target=all&canary=5&hold=yes",
        "release=1&target=all&cannary=5",
        "release=1&target=all&canary=5&canary=",
        "release=1.5&target=all",
        "release=1&target=all&mode=quiet",
        "release=1&target=all&canary=%ff",
        "release=1&target=all&canary=%c3%28",
        "release=1&target=all&canary=%zz"
      })
  void aFormThatIsNotClearIsRefused(String fields) throws IOException {
    assertThat(submit(fields).statusCode()).as(fields).isEqualTo(400);
    assertNothingStarted();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "canary=many; a count like 5",
        "canary=5 waits=1h; failures=2, soak=1h or success=90%",
        "canary=5 failures=; The failures that pause",
        "canary=5&soak=soon; a time like 90s",
        "canary=5&wave_failures=0; The failures that pause",
        "max_failures=0; The failures that pause"
      })
  void aTextOfAFormThatMakesNoSenseIsRefused(String fields, String why) throws IOException {
    HttpResponse<String> response = submit("release=1&target=all&" + fields.replace(' ', '+'));
    assertThat(response.statusCode()).as(fields).isEqualTo(409);
    assertThat(response.body()).contains(why);
    assertNothingStarted();
  }

  private HttpResponse<String> submit(String fields) throws IOException {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    return server.send(
        client
            .request("/rollouts")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString("csrf=" + client.csrf() + "&" + fields)));
  }
}
