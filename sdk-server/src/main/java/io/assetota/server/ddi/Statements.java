package io.assetota.server.ddi;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.AttributeMode;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.fleet.rules.Feedback.Execution;
import io.assetota.server.fleet.rules.Feedback.Result;
import io.assetota.server.fleet.rules.FeedbackOutcome;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what devices tell. */
final class Statements {
  private static final int MAX_VERSION = 64;

  private final Fleet fleet;
  private final Consumer<Action> whenEnded;

  Statements(Fleet fleet, Consumer<Action> whenEnded) {
    this.fleet = fleet;
    this.whenEnded = whenEnded;
  }

  void attributes(Exchange exchange) throws IOException {
    JsonNode body = Json.read(exchange);
    AttributeMode mode = constant(AttributeMode.class, body.path("mode").asText("merge"), "mode");
    JsonNode data = body.path("data");
    if (!data.isObject()) {
      throw HttpException.badRequest("data is missing");
    }
    if (data.size() > DeviceAttributes.MAX_ATTRIBUTES) {
      throw new HttpException(429, "Too many attributes");
    }
    Map<String, String> attributes = new HashMap<>();
    for (Map.Entry<String, JsonNode> entry : data.properties()) {
      // A client that removes attributes may send null for their values.
      String value = entry.getValue().isNull() ? "" : text(entry.getValue(), "an attribute");
      if (entry.getKey().isEmpty()
          || entry.getKey().length() > DeviceAttributes.MAX_LENGTH
          || value.length() > DeviceAttributes.MAX_LENGTH) {
        throw HttpException.badRequest("Names and values have up to 128 characters");
      }
      attributes.put(entry.getKey(), value);
    }
    if (!fleet.reports().report(exchange.path("device"), mode, attributes)) {
      throw new HttpException(429, "Too many attributes");
    }
    exchange.send(200);
  }

  void feedback(Exchange exchange) throws IOException {
    Feedback feedback = readFeedback(exchange);
    FeedbackOutcome outcome =
        fleet
            .conversations()
            .feedback(exchange.path("device"), exchange.number("action"), feedback);
    tellIfEnded(exchange, outcome);
    answer(exchange, outcome);
  }

  void cancelFeedback(Exchange exchange) throws IOException {
    Feedback feedback = readFeedback(exchange);
    FeedbackOutcome outcome =
        fleet
            .conversations()
            .cancelFeedback(exchange.path("device"), exchange.number("action"), feedback);
    tellIfEnded(exchange, outcome);
    answer(exchange, outcome);
  }

  private void tellIfEnded(Exchange exchange, FeedbackOutcome outcome) throws IOException {
    if (outcome == FeedbackOutcome.TAKEN) {
      fleet
          .actions()
          .find(exchange.path("device"), exchange.number("action"))
          .filter(action -> !action.state().isActive())
          .ifPresent(whenEnded);
    }
  }

  void confirmation(Exchange exchange) throws IOException {
    JsonNode body = Json.read(exchange);
    ActionEvent answer =
        switch (body.path("confirmation").asText("")) {
          case "confirmed" -> ActionEvent.AGREED;
          case "denied" -> ActionEvent.DENIED;
          default -> throw HttpException.badRequest("confirmation is confirmed or denied");
        };
    Feedback feedback =
        new Feedback(
            answer == ActionEvent.AGREED ? Execution.PROCEEDING : Execution.REJECTED,
            Result.NONE,
            code(body),
            details(body));
    answer(
        exchange,
        fleet
            .conversations()
            .confirmation(exchange.path("device"), exchange.number("action"), answer, feedback));
  }

  void installed(Exchange exchange) throws IOException {
    JsonNode body = Json.read(exchange);
    String name = text(body.path("name"), "name");
    String version = text(body.path("version"), "version");
    if (name.length() > DeviceAttributes.MAX_LENGTH || version.length() > MAX_VERSION) {
      throw HttpException.badRequest("name has up to 128 characters, version up to 64");
    }
    fleet.reports().installed(exchange.path("device"), name, version);
    exchange.send(201); // as hawkBit: 200 would say that it changed nothing
  }

  private static void answer(Exchange exchange, FeedbackOutcome outcome) {
    exchange.send(
        switch (outcome) {
          case TAKEN -> 200;
          case UNKNOWN, NOT_NOW -> 404;
          case OVER -> 410;
          case TOO_MANY -> 429;
        });
  }

  private static Feedback readFeedback(Exchange exchange) throws IOException {
    JsonNode status = Json.read(exchange).path("status");
    Execution execution =
        constant(Execution.class, text(status.path("execution"), "execution"), "execution");
    Result result =
        constant(
            Result.class, text(status.path("result").path("finished"), "finished"), "finished");
    return new Feedback(execution, result, code(status), details(status));
  }

  private static Optional<Integer> code(JsonNode node) {
    return node.path("code").canConvertToInt()
        ? Optional.of(node.path("code").asInt())
        : Optional.empty();
  }

  private static List<String> details(JsonNode node) throws HttpException {
    JsonNode details = node.path("details");
    if (details.size() > Feedback.MAX_DETAILS) {
      throw new HttpException(429, "Too many messages");
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode detail : details) {
      texts.add(detail.asText(""));
    }
    return texts;
  }

  private static String text(JsonNode node, String what) throws HttpException {
    if (!node.isValueNode() || node.isNull()) {
      throw HttpException.badRequest(what + " is missing");
    }
    return node.asText();
  }

  private static <E extends Enum<E>> E constant(Class<E> type, String text, String what)
      throws HttpException {
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("There is no " + what + " of that name");
    }
  }
}
