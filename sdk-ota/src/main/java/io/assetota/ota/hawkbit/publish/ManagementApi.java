package io.assetota.ota.hawkbit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.io.BaseEncoding;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
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
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

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
  private static final int NO_CONTENT = 204;
  private static final int MOST_FOUND = 50;
  private static final int MOST_SIMILAR = 1000;

  /** hawkBit gives more, but the length of an answer has its limit. */
  private static final int MOST_AT_ONCE = 200;

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
  List<JsonObject> find(String what, String name, String version) throws IOException {
    String query = "name==" + pattern(name) + ";version==" + pattern(version);
    List<JsonObject> found = new ArrayList<>();
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
      for (JsonObject entity : page(what, query, offset)) {
        size++;
        if (HawkbitJson.lenient(entity, "name").equals(name)
            && HawkbitJson.lenient(entity, "version").equals(version)) {
          found.add(entity);
        }
      }
    }
    return found;
  }

  private List<JsonObject> page(String what, String query, int offset) throws IOException {
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
    return read(uri, answer -> objects(answer.listOrEmpty("content", MOST_FOUND)));
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
  List<JsonObject> types(String what) throws IOException {
    return read(
        URI.create(base + what + "?limit=" + MOST_TYPES),
        answer -> answer.objects("content", MOST_TYPES));
  }

  /** Lists the keys of the module types that a type of distribution set must, or may, have. */
  List<String> moduleTypes(long setType, String which) throws IOException {
    URI uri = URI.create(base + SET_TYPES + "/" + setType + "/" + which);
    List<String> keys = new ArrayList<>();
    for (JsonObject type : list(uri)) {
      keys.add(HawkbitJson.lenient(type, "key"));
    }
    return keys;
  }

  private <T> T read(URI uri, HawkbitJson.Reading<T> reading) throws IOException {
    return require(exchange.send(Call.get(uri, Map.of()))).read(reading);
  }

  /** Reads an answer that is a list. */
  private List<JsonObject> list(URI uri) throws IOException {
    return objects(require(exchange.send(Call.get(uri, Map.of()))).json().list(MOST_TYPES));
  }

  private static List<JsonObject> objects(List<JsonValue> values) throws JsonException {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue value : values) {
      objects.add(value.object());
    }
    return objects;
  }

  /** Makes a module or distribution set. */
  JsonObject create(String what, JsonFields entity) throws IOException {
    byte[] list = JsonWriter.compactList(List.of(entity), fields -> fields);
    Answer answer = exchange.send(JsonExchange.call("POST", URI.create(base + what), list));
    List<JsonObject> made = objects(require(answer).json().list(1));
    if (made.isEmpty()) {
      throw new SourceException(
          Kind.PROTOCOL, Origin.printable(answer.uri()) + " did not answer with what it made");
    }
    return made.get(0);
  }

  /** Makes something that is no list. */
  JsonObject createOne(String what, JsonFields entity) throws IOException {
    Answer answer =
        exchange.sendOnce(
            JsonExchange.call("POST", URI.create(base + what), JsonWriter.compact(entity)));
    return require(answer).read(made -> made);
  }

  /** Does something with what is there. */
  void act(String method, String path) throws IOException {
    require(
        exchange.sendOnce(
            new Call(method, URI.create(base + path), Map.of(), BodyPublishers.noBody())));
  }

  /** Counts what a query finds. */
  long count(String what, String query) throws IOException {
    URI uri = URI.create(base + what + "?limit=1&q=" + URLEncoder.encode(query, UTF_8));
    return read(uri, answer -> HawkbitJson.count(answer, "total"));
  }

  /** Lists the first that a query finds. */
  List<JsonObject> first(String what, String query) throws IOException {
    return page(what, query, 0);
  }

  /** Lists what is at a path. */
  List<JsonObject> content(String path) throws IOException {
    return read(
        URI.create(base + path), answer -> objects(answer.listOrEmpty("content", MOST_TYPES)));
  }

  /** Reads one. */
  JsonObject get(String what, long id) throws IOException {
    return get(what + "/" + id);
  }

  /** Reads what is at a path. */
  JsonObject get(String path) throws IOException {
    return read(URI.create(base + path), answer -> answer);
  }

  /** Reads one of many. */
  @FunctionalInterface
  interface Each {
    void read(JsonObject entity) throws JsonException;
  }

  /** Reads all that are at a path, which has a query, in the order of that query. */
  void each(String path, Each each) throws IOException {
    for (long offset = 0, total = 1; offset < total; ) {
      JsonObject page = get(path + "&limit=" + MOST_AT_ONCE + "&offset=" + offset);
      List<JsonValue> entities = page.listOrEmpty("content", MOST_AT_ONCE);
      for (JsonValue entity : entities) {
        each.read(entity.object());
      }
      offset += entities.size();
      total = entities.isEmpty() ? 0 : HawkbitJson.count(page, "total");
    }
  }

  /** Sends something whose answer says nothing new. */
  void send(String method, String path, byte[] json) throws IOException {
    require(exchange.send(JsonExchange.call(method, URI.create(base + path), json)));
  }

  /** Lists the artifacts of a module. */
  List<JsonObject> artifacts(long module) throws IOException {
    return list(URI.create(base + MODULES + "/" + module + "/artifacts"));
  }

  /** Uploads a file; the server compares the hash with what comes. */
  JsonObject upload(long module, BundleForm form, LongConsumer progress) throws IOException {
    URI uri = URI.create(base + MODULES + "/" + module + "/artifacts?sha256sum=" + form.sha256());
    BodyPublisher body = form.body(progress);
    return require(
            exchange.upload(
                new Call("POST", uri, Map.of("Content-Type", form.contentType()), body)))
        .read(answer -> answer);
  }

  private static Answer require(Answer answer) throws IOException {
    if (answer.status() == 200 || answer.status() == CREATED || answer.status() == NO_CONTENT) {
      return answer;
    }
    String hint =
        switch (answer.status()) {
          case 401 -> ": are user and password right?";
          case 403 ->
              ": may this user make software modules and distribution sets, and targets, and change"
                  + " the configuration, where that is asked for?";
          case 404 -> ": is that the address of a hawkBit server, with its Management API?";
          case 409 ->
              ": somebody else made the same at this moment, or it was deleted after it was in use;"
                  + " publish again, or give this one another version, or its rollout another name";
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
