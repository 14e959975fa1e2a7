package io.assetota.server.api;

import com.google.common.collect.ImmutableSet;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.groups.Selection;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.json.JsonBody;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** What programs ask about tags and selections, and do with them. */
final class GroupApi {
  private static final int MAX_TEXT = 1024;
  private static final int MAX_TAGS = 100;
  private static final int MAX_DEVICES = 1000;

  private final Fleet fleet;

  GroupApi(Fleet fleet) {
    this.fleet = fleet;
  }

  void tags(Exchange exchange) throws IOException {
    ApiArea.sendList(
        exchange,
        fleet.tags().all().entrySet().stream()
            .<JsonFields>map(
                tag -> json -> json.put("tag", tag.getKey()).put("devices", tag.getValue()))
            .toList());
  }

  void tag(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("devices", "add", "remove"));
    Set<String> add = texts(body, "add", MAX_TAGS);
    Set<String> remove = texts(body, "remove", MAX_TAGS);
    Set<String> devices = texts(body, "devices", MAX_DEVICES);
    if (devices.isEmpty() || (add.isEmpty() && remove.isEmpty())) {
      throw HttpException.badRequest(
          "Name devices (\"devices\"), and tags to \"add\" to them or to \"remove\"");
    }
    fleet.tags().set(devices, add, remove);
    exchange.note(
        "added %s, removed %s: %d devices, %s"
            .formatted(add, remove, devices.size(), devices.iterator().next()));
    exchange.send(204);
  }

  private static Set<String> texts(JsonObject body, String name, int most) throws JsonException {
    return body.find(name).isPresent()
        ? ImmutableSet.copyOf(body.texts(name, most, MAX_TEXT))
        : Set.of();
  }

  void selections(Exchange exchange) throws IOException {
    List<Selection> selections = fleet.selections().list();
    ApiArea.sendList(
        exchange,
        selections.stream()
            .<JsonFields>map(
                s ->
                    json ->
                        json.put("name", s.name())
                            .put("query", s.query())
                            .put("devices", s.devices()))
            .toList());
  }

  void save(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("query"));
    String query = body.text("query", MAX_TEXT);
    fleet.selections().save(exchange.path("name"), query);
    exchange.note(query);
    exchange.send(204);
  }

  void delete(Exchange exchange) throws IOException {
    fleet.selections().delete(exchange.path("name"));
    exchange.send(204);
  }
}
