package io.assetota.ota.hawkbit.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.install.Installer;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiCredentials;
import io.assetota.ota.hawkbit.ddi.DdiEndpoint;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Retries;
import io.assetota.ota.http.Timing;
import io.assetota.testing.Answer;
import io.assetota.testing.Request;
import io.assetota.testing.WebServer;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A small hawkBit, which does as it is told, also what no server should do. */
final class ScriptedHawkbit implements Closeable {
  static final String BASE = "/DEFAULT/controller/v1/gw-7";
  static final String TOKEN = "TargetToken secret";

  /** Longer than any test takes. */
  private static final Duration WATCH_NEVER = Duration.ofHours(1);

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Answers before the server does; empty to leave it to that. */
  interface Script {
    Optional<Answer> answer(Request request) throws IOException;
  }

  final WebServer web;
  final List<Duration> pauses = new CopyOnWriteArrayList<>();

  /** Execution, result and details of each feedback that was taken. */
  final List<String> heard = new CopyOnWriteArrayList<>();

  volatile RangedFile artifact = new RangedFile(new byte[0]);
  volatile Script script = request -> Optional.empty();
  volatile String id = "";
  volatile String download = "forced";
  volatile String update = "forced";
  volatile String window = "";
  volatile String artifactLinks = "\"download-http\": {\"href\": \"%s/artifact\"}";
  volatile boolean cancelling;
  volatile boolean confirming;
  volatile boolean wantsAttributes;

  /** Version of the distribution set that is offered; its name is kiosk. */
  volatile String release = "2";

  /** The distribution set that the target has assigned, and the one it has installed. */
  volatile String assigned = "";

  volatile String installed = "";

  ScriptedHawkbit() throws IOException {
    web = WebServer.start(this::answer);
  }

  /** Offers a bundle as an action. */
  void offer(String newId, Path bundle) throws IOException {
    artifact = new RangedFile(Files.readAllBytes(bundle));
    id = newId;
    assigned = "kiosk " + release;
    cancelling = false;
  }

  private synchronized Answer answer(Request request) throws IOException {
    Optional<Answer> scripted = script.answer(request);
    return scripted.isPresent() ? scripted.get() : serve(request);
  }

  /** As a server should. */
  synchronized Answer serve(Request request) throws IOException {
    String deployment = BASE + "/deploymentBase/" + id;
    String confirmation = BASE + "/confirmationBase/" + id;
    String cancellation = BASE + "/cancelAction/" + id;
    if (request.is("GET", "/artifact")) {
      return artifact.answer(request);
    }
    if (!request.header("Authorization").equals(Optional.of(TOKEN))) {
      return Answer.of(401);
    }
    if (request.is("GET", BASE)) {
      return Answer.json(poll());
    }
    if (request.is("PUT", BASE + "/configData")) {
      wantsAttributes = false;
      return Answer.of(200);
    }
    if (request.is("PUT", BASE + "/installedBase")) {
      return installedByOthers(JSON.readTree(request.body()));
    }
    if (request.is("GET", BASE + "/installedBase/1") && !installed.isEmpty()) {
      String[] set = installed.split(" ", 2);
      return Answer.json(deployment("deployment", set[0], set[1]));
    }
    if (!id.isEmpty() && request.is("GET", deployment) && !cancelling && !confirming) {
      return Answer.json(deployment("deployment"));
    }
    if (!id.isEmpty() && request.is("GET", confirmation) && confirming) {
      return Answer.json(deployment("confirmation"));
    }
    if (!id.isEmpty() && request.is("GET", cancellation) && cancelling) {
      return Answer.json("{\"id\":\"9\",\"cancelAction\":{\"stopId\":\"" + id + "\"}}");
    }
    if (request.method().equals("POST")) {
      return feedback(request, JSON.readTree(request.body()));
    }
    return Answer.of(404);
  }

  /** As hawkBit 1.1.0 was seen to do it: see recordings 26 to 36. */
  private Answer installedByOthers(JsonNode body) {
    String set = body.path("name").asText() + " " + body.path("version").asText();
    if (!id.isEmpty() || set.equals(assigned)) {
      return Answer.of(200);
    }
    assigned = set;
    installed = set;
    return Answer.of(201);
  }

  /** Ends the action at hand without the device, as an operator may do. */
  synchronized void forceQuit() {
    id = "";
    assigned = installed;
  }

  private Answer feedback(Request request, JsonNode body) {
    boolean current = request.path().contains("/" + id + "/feedback") && !id.isEmpty();
    if (!current) {
      return Answer.of(410);
    }
    if (request.path().contains("confirmationBase")) {
      String answer = body.path("confirmation").asText();
      heard.add(answer);
      confirming = !answer.equals("confirmed");
      return Answer.of(200);
    }
    String execution = body.at("/status/execution").asText();
    String about = request.path().contains("cancelAction") ? "cancel " : "";
    heard.add(
        about
            + execution
            + " "
            + body.at("/status/result/finished").asText()
            + " "
            + body.at("/status/details/0").asText());
    boolean ended =
        execution.equals("closed")
            || (execution.equals("downloaded") && update.equals("skip") && window.isEmpty());
    if (ended) {
      id = "";
      String finished = body.at("/status/result/finished").asText();
      if (about.isEmpty() && execution.equals("closed")) {
        installed = finished.equals("success") ? assigned : installed;
        assigned = finished.equals("success") ? assigned : "";
      } else if (!about.isEmpty()) {
        assigned = installed;
      }
      wantsAttributes = true;
    }
    if (about.isEmpty() ? ended : true) {
      cancelling = false;
    }
    return Answer.of(200);
  }

  private String poll() {
    List<String> links = new ArrayList<>();
    if (!id.isEmpty()) {
      String name =
          cancelling ? "cancelAction" : confirming ? "confirmationBase" : "deploymentBase";
      links.add(link(name, BASE + "/" + name + "/" + id + (cancelling ? "" : "?c=" + window)));
    }
    if (!installed.isEmpty()) {
      links.add(link("installedBase", BASE + "/installedBase/1"));
    }
    if (wantsAttributes) {
      links.add(link("configData", BASE + "/configData"));
    }
    return "{\"config\":{\"polling\":{\"sleep\":\"00:00:30\"}},\"_links\":{"
        + String.join(",", links)
        + "}}";
  }

  private String link(String name, String path) {
    return "\"" + name + "\":{\"href\":\"" + web.uri() + path + "\"}";
  }

  private String deployment(String name) {
    return deployment(name, "kiosk", release);
  }

  private String deployment(String name, String set, String version) {
    String windowJson = window.isEmpty() ? "" : ",\"maintenanceWindow\":\"" + window + "\"";
    return """
    {"id":"%s","%s":{"download":"%s","update":"%s"%s,"unknown":[1],"chunks":[{"part":"bApp",
    "version":"%s","name":"%s","artifacts":[{"filename":"bundle.zip","size":%d,
    "hashes":{"sha1":"%s","sha256":"00"},"_links":{%s}}]}]}}\
    """
        .formatted(
            id.isEmpty() ? "1" : id,
            name,
            download,
            update,
            windowJson,
            version,
            set,
            artifact.content().length,
            artifact.sha1(),
            artifactLinks.replace("%s", web.uri().toString()));
  }

  /** Feedback with this beginning that was taken. */
  List<String> heard(String beginning) {
    return heard.stream().filter(h -> h.startsWith(beginning)).toList();
  }

  DdiClient client(int attempts) {
    return client(attempts, web.uri());
  }

  DdiClient client(int attempts, URI server) {
    return new DdiClient(
        new DdiEndpoint(
            server, DdiEndpoint.DEFAULT_TENANT, "gw-7", DdiCredentials.targetToken("secret")),
        HttpOptions.defaults()
            .withRetries(new Retries(attempts, Duration.ofMillis(1), Duration.ofSeconds(100)))
            .withTiming(Timing.system().withPause(pauses::add)));
  }

  HawkbitAgentBuilder agent(Installer device) throws IOException {
    return agent(device, 1);
  }

  HawkbitAgentBuilder agent(Installer device, int attempts) throws IOException {
    return agent(client(attempts), device, null);
  }

  static HawkbitAgentBuilder agent(
      DdiClient client, Installer device, @Nullable UpdateAgent updates) throws IOException {
    UpdateAgent agent = updates == null ? UpdateAgent.forDevice(device).build() : updates;
    return agent(client, HawkbitDevice.of(device, agent));
  }

  HawkbitAgentBuilder agent(HawkbitDevice device) {
    return agent(client(1), device);
  }

  KillableDevice killable(Installer device, KillableDevice.Point point) throws IOException {
    UpdateAgent agent = UpdateAgent.forDevice(device).build();
    return new KillableDevice(HawkbitDevice.of(device, agent), point);
  }

  static HawkbitAgentBuilder agent(DdiClient client, HawkbitDevice device) {
    return HawkbitAgent.of(client, device)
        .timing(
            Timing.system()
                .withPause(
                    duration ->
                        Thread.sleep(
                            duration.equals(WATCH_NEVER)
                                ? duration.toMillis()
                                : Math.min(5, duration.toMillis()))),
            WATCH_NEVER);
  }

  /** Asks and tells all the time while an update runs. */
  static void watchClosely(HawkbitAgentBuilder builder) {
    builder.timing(Timing.system(), Duration.ofMillis(5));
  }

  static Answer status(int status, Map<String, String> headers) {
    return new Answer(status, headers, new byte[0]);
  }

  @Override
  public void close() {
    web.requireNoFailure();
    web.close();
  }
}
