package io.assetota.server.api;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.server.console.login.Passwords;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.Tokens.Token;
import io.assetota.server.fleet.operators.Operator;
import io.assetota.server.fleet.operators.Role;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.json.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Operators, and what they come with. */
final class OperatorApi {
  private static final int MAX_TEXT = 256;

  private final Fleet fleet;
  private final Passwords passwords;

  OperatorApi(Fleet fleet, Passwords passwords) {
    this.fleet = fleet;
    this.passwords = passwords;
  }

  void list(Exchange exchange) throws IOException {
    List<Token> tokens = fleet.tokens().list();
    List<JsonFields> list = new ArrayList<>();
    for (Operator operator : fleet.operators().list()) {
      list.add(json(operator, tokens));
    }
    ApiArea.sendList(exchange, list);
  }

  void add(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("name", "role"));
    Operator operator = fleet.operators().add(body.text("name", MAX_TEXT), role(body));
    exchange.note(operator.name() + " with the role " + operator.role().text());
    ApiArea.send(exchange, 201, json(operator, List.of()));
  }

  void change(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("role"));
    Operator operator = operator(exchange);
    Role role = role(body);
    fleet.operators().change(operator.id(), role);
    exchange.note("role " + role.text());
    exchange.send(204);
  }

  void remove(Exchange exchange) throws IOException {
    fleet.operators().remove(operator(exchange).id());
    exchange.send(204);
  }

  void makePassword(Exchange exchange) throws IOException {
    Operator operator = operator(exchange);
    exchange.continueIn(
        passwords.ofKnown(),
        hashing -> {
          String password = passwords.makeUp(operator.name());
          ApiArea.send(hashing, 201, body -> body.put("password", password));
        });
  }

  void createToken(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    body.requireOnly(Set.of("name"));
    String name = body.text("name", MAX_TEXT);
    String token = fleet.tokens().create(operator(exchange), name);
    exchange.note("token " + name);
    ApiArea.send(exchange, 201, answer -> answer.put("token", token));
  }

  void revokeToken(Exchange exchange) throws IOException {
    Operator operator = operator(exchange);
    Token token =
        fleet.tokens().find(operator, exchange.number("id")).orElseThrow(HttpException::notFound);
    fleet.tokens().revoke(token.id());
    exchange.note("token " + token.name());
    exchange.send(204);
  }

  private Operator operator(Exchange exchange) throws IOException {
    return fleet.operators().find(exchange.path("name")).orElseThrow(HttpException::notFound);
  }

  private static Role role(JsonObject body) throws IOException {
    String text = body.text("role", MAX_TEXT);
    return Role.of(text)
        .orElseThrow(
            () ->
                HttpException.badRequest(
                    "There is no role " + text + "; there are " + Role.texts()));
  }

  private static JsonFields json(Operator operator, List<Token> tokens) {
    List<Token> own =
        tokens.stream().filter(t -> t.operator().equals(Optional.of(operator.name()))).toList();
    return json ->
        json.put("name", operator.name())
            .put("role", operator.role().text())
            .put("created", operator.created().toString())
            .put("hasPassword", operator.hasPassword())
            .putObjects(
                "tokens",
                own,
                token ->
                    t ->
                        t.put("id", token.id())
                            .put("name", token.name())
                            .put("created", token.created().toString()));
  }
}
