package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What single pages of the console say. */
class ConsolePagesTest {
  @RegisterExtension static final RunningServer running = new RunningServer();

  private final TestServer server = running.get();

  @Test
  void aFailureIsShownInsideOfTheConsole() {
    ConsoleClient client = ConsoleClient.loggedIn(server);
    for (String missing :
        new String[] {"/nowhere", "/devices/nobody", "/releases/9", "/rollouts/9", "/a/b/c/d"}) {
      HttpResponse<String> answer = client.get(missing);
      assertThat(answer.statusCode()).as(missing).isEqualTo(404);
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
      assertThat(answer.body()).contains("<nav", "Log out", "<h1>Not found</h1>");
    }
    HttpResponse<String> forged = client.submit("/devices", "csrf", "wrong", "id", "d");
    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(forged.body()).contains("<nav", "<h1>Not allowed</h1>", "reload the page");
    HttpResponse<String> wrongMethod = server.send(client.request("/settings").DELETE());
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.headers().firstValue("Allow")).contains("GET");
    assertThat(wrongMethod.body()).contains("<nav");
  }

  @Test
  void aStrangerSeesNoNavigation() {
    HttpResponse<String> answer = new ConsoleClient(server).get("/nowhere");
    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.body()).contains("<h1>Not found</h1>").doesNotContain("<nav", "Log out");
  }

  @Test
  void programsAndDevicesGetTheirOwnKindOfFailure() {
    HttpResponse<String> api = server.send(server.operator("/api/v1/nothing"));
    assertThat(api.statusCode()).isEqualTo(404);
    assertThat(api.body()).isEqualTo("{\"error\":\"Not found\"}");
    HttpResponse<String> device = server.send(server.device(base("d") + "/nothing"));
    assertThat(device.statusCode()).isEqualTo(404);
    assertThat(device.body()).isEmpty();
    HttpResponse<String> wrongMethod =
        server.send(server.operator("/api/v1/releases").PUT(BodyPublishers.noBody()));
    assertThat(wrongMethod.statusCode()).isEqualTo(405);
    assertThat(wrongMethod.body()).startsWith("{");
  }

  @Test
  void aDeviceSaysWhyItsUpdateFailed() throws Exception {
    PublishedRelease release = server.server.publish(TestBundles.small(running.folder(), 4));
    server.get(base("sick"));
    server.server.assign(release, "sick");
    String details =
        "\"the application died in its trial\",\"line 1\",\"line 2\",\"line 3\",\"out of"
            + " <b>memory\"";
    assertThat(
            server.post(
                base("sick") + "/deploymentBase/" + server.begin("sick") + "/feedback",
                TestServer.feedback("closed", "failure", details)))
        .isEqualTo(200);
    String page = ConsoleClient.loggedIn(server).page("/devices/sick");
    String failure = page.replaceAll("(?s).*<section class=\"card\" id=\"failure\">", "");
    assertThat(failure.substring(0, failure.indexOf("</section>")))
        .contains(
            "kiosk.jar 4", "the application died in its trial", "line 2", "out of &lt;b&gt;memory");
    JsonNode device = server.api(server.operator("/api/v1/devices/sick"), 200);
    assertThat(device.at("/actions/0/reason").asText()).contains("died in its trial");
    assertThat(device.at("/history/0/details").toString()).contains("line 3", "out of <b>memory");
  }

  @Test
  void aDeviceWithoutAnApplicationHasNoVersionOfOne() throws Exception {
    server.get(base("empty"));
    for (String app : new String[] {"linux", "linux 0"}) {
      String data =
          "{\"mode\":\"replace\",\"data\":{\"app\":\"%s\",\"assets.available\":\"0\","
              + "\"runtime.state\":\"waiting\"}}";
      assertThat(server.put(base("empty") + "/configData", data.formatted(app))).isEqualTo(200);
      ConsoleClient client = ConsoleClient.loggedIn(server);
      assertThat(client.page("/")).contains("empty").doesNotContain("linux 0");
      String withoutRaw = client.page("/devices/empty").replaceAll("(?s)All attributes.*", "");
      assertThat(withoutRaw).contains("<dd>linux</dd>").doesNotContain("linux 0", "module version");
    }
  }
}
