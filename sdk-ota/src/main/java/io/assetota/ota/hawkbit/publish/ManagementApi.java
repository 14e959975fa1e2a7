package io.assetota.ota.hawkbit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.io.BaseEncoding;
import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.hawkbit.json.JsonExchange;
import io.assetota.ota.hawkbit.json.JsonExchange.Answer;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import io.assetota.ota.http.client.HttpRequests.Call;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.stream.StreamSupport;

/**
 * The few requests of hawkBit's Management API that a release takes (its reference:
 * https://eclipse.dev/hawkbit/rest-api/mgmt.html).
 */
final class ManagementApi {
  static final String MODULES = "softwaremodules";
  static final String SETS = "distributionsets";
  static final String MODULE_TYPES = "softwaremoduletypes";
  static final String SET_TYPES = "distributionsettypes";

  private static final int CREATED = 201;
  private static final int MOST_FOUND = 50;
  private static final int MOST_SIMILAR = 1000;

  /** As many as hawkBit gives at once. */
  private static final int MOST_TYPES = 500;

  private final String base;
  private final JsonExchange exchange;

  ManagementApi(URI server, String user, String password, HttpOptions options) {
    if (!Origin.isWeb(server) || server.getQuery() != null) {
      throw new IllegalArgumentException("not the http or https address of a server: " + server);
    }
    if (user.isEmpty() || user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("a user has a name without colons");
    }
    this.base = server.toString().replaceFirst("/+$", "") + "/rest/v1/";
    String credentials = BaseEncoding.base64().encode((user + ":" + password).getBytes(UTF_8));
    this.exchange =
        new JsonExchange(
            Origin.of(server), Map.of("Authorization", "Basic " + credentials), options);
  }

  /** Finds modules or distribution sets; of modules there may be one of each type. */
  List<JsonNode> find(String what, String name, String version) throws IOException {
    String query = "name==" + pattern(name) + ";version==" + pattern(version);
    List<JsonNode> found = new ArrayList<>();
    int size = MOST_FOUND;
    for (int offset = 0; size == MOST_FOUND; offset += size) {
      if (offset >= MOST_SIMILAR) {
        throw new AssetException(
            "the server has more than "
                + MOST_SIMILAR
                + " "
                + what
                + " whose names look like \""
                + name
                + "\": give this release a name with other letters");
      }
      size = 0;
      for (JsonNode entity : page(what, query, offset)) {
        size++;
        if (entity.path("name").asText().equals(name)
            && entity.path("version").asText().equals(version)) {
          found.add(entity);
        }
      }
    }
    return found;
  }

  private Iterable<JsonNode> page(String what, String query, int offset) throws IOException {
    URI uri =
        URI.create(
            base
                + what
                + "?limit="
                + MOST_FOUND
                + "&offset="
                + offset
                + "&q="
                + URLEncoder.encode(query, UTF_8));
    JsonNode answer = require(exchange.send(Call.get(uri, Map.of()))).json();
    return HawkbitJson.list(answer, "content", MOST_FOUND);
  }

  /**
   * A text as a query can have it. What means something there, or to the server that replaces
   * placeholders like <code>${NOW_TS}</code> in it, or that a database writes in several ways, is
   * any character: what is found is compared anyway.
   */
  private static String pattern(String text) {
    return '"' + text.replaceAll("[^A-Za-z0-9 .-]+", "*") + '"';
  }

  /** Lists the types of modules, or of distribution sets. */
  List<JsonNode> types(String what) throws IOException {
    return list(URI.create(base + what + "?limit=" + MOST_TYPES), "content");
  }

  /** Lists the keys of the module types that a type of distribution set must, or may, have. */
  List<String> moduleTypes(long setType, String which) throws IOException {
    URI uri = URI.create(base + SET_TYPES + "/" + setType + "/" + which);
    return list(uri, "").stream().map(t -> t.path("key").asText()).toList();
  }

  /** A list that is an answer, or one of its members. */
  private List<JsonNode> list(URI uri, String member) throws IOException {
    JsonNode answer = require(exchange.send(Call.get(uri, Map.of()))).json();
    JsonNode list = member.isEmpty() ? answer : answer.path(member);
    if (!list.isArray()) {
      throw new SourceException(
          Kind.PROTOCOL, Origin.printable(uri) + " did not answer with a list");
    }
    return StreamSupport.stream(list.spliterator(), false).toList();
  }

  /** Makes a module or distribution set. */
  JsonNode create(String what, ObjectNode entity) throws IOException {
    JsonNode list = HawkbitJson.object().arrayNode().add(entity);
    Answer answer = exchange.send(JsonExchange.call("POST", URI.create(base + what), list));
    JsonNode made = require(answer).json();
    if (!made.isArray() || made.size() != 1) {
      throw new SourceException(
          Kind.PROTOCOL, Origin.printable(answer.uri()) + " did not answer with what it made");
    }
    return made.get(0);
  }

  /** Reads one. */
  JsonNode get(String what, long id) throws IOException {
    URI uri = URI.create(base + what + "/" + id);
    return require(exchange.send(Call.get(uri, Map.of()))).json();
  }

  /** Lists the artifacts of a module. */
  List<JsonNode> artifacts(long module) throws IOException {
    return list(URI.create(base + MODULES + "/" + module + "/artifacts"), "");
  }

  /** Uploads a file; the server compares the hash with what comes. */
  JsonNode upload(long module, BundleForm form, LongConsumer progress) throws IOException {
    URI uri = URI.create(base + MODULES + "/" + module + "/artifacts?sha256sum=" + form.sha256());
    BodyPublisher body = form.body(progress);
    return require(
            exchange.upload(
                new Call("POST", uri, Map.of("Content-Type", form.contentType()), body)))
        .json();
  }

  private static Answer require(Answer answer) throws IOException {
    if (answer.status() == 200 || answer.status() == CREATED) {
      return answer;
    }
    String hint =
        switch (answer.status()) {
          case 401 -> ": are user and password right?";
          case 403 -> ": may this user make software modules and distribution sets?";
          case 404 -> ": is that the address of a hawkBit server, with its Management API?";
          case 409 ->
              ": somebody else made the same at this moment, or it was deleted after it was in"
                  + " use; publish again, or give this one another version";
          case 413 ->
              ": the server takes no upload of that size, or a proxy in front of it doesn't; raise"
                  + " its limit (hawkBit: spring.servlet.multipart.max-file-size, nginx:"
                  + " client_max_body_size)";
          default -> "";
        };
    throw new AssetException(
        Origin.printable(answer.uri())
            + " answered with status "
            + answer.status()
            + answer.said()
            + hint);
  }
}
