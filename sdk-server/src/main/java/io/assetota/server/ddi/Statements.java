package io.assetota.server.ddi;

import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.devices.AttributeMode;
import io.assetota.server.fleet.devices.DeviceReports;
import io.assetota.server.fleet.rollouts.Action;
import io.assetota.server.fleet.rules.ActionEvent;
import io.assetota.server.fleet.rules.Feedback;
import io.assetota.server.fleet.rules.Feedback.Execution;
import io.assetota.server.fleet.rules.Feedback.Result;
import io.assetota.server.fleet.rules.FeedbackOutcome;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.json.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Takes what devices report. */
final class Statements {
  private static final int MAX_VERSION = 64;

  /** The body is bounded before it is read; what is stored of a text is bounded there. */
  private static final int MAX_TEXT = Integer.MAX_VALUE;

  private final Fleet fleet;
  private final Consumer<Action> whenEnded;

  Statements(Fleet fleet, Consumer<Action> whenEnded) {
    this.fleet = fleet;
    this.whenEnded = whenEnded;
  }

  void attributes(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    AttributeMode mode =
        constant(AttributeMode.class, body.optionalText("mode", MAX_TEXT).orElse("merge"), "mode");
    Map<String, JsonValue> data = body.object("data").members();
    if (data.size() > DeviceAttributes.MAX_ATTRIBUTES) {
      throw new HttpException(429, "Too many attributes");
    }
    Map<String, String> attributes = new HashMap<>();
    for (Map.Entry<String, JsonValue> entry : data.entrySet()) {
      // A client that removes attributes may send null for their values.
      String value =
          entry.getValue().kind() == JsonValue.Kind.NULL ? "" : entry.getValue().scalar(MAX_TEXT);
      if (entry.getKey().isEmpty()
          || entry.getKey().length() > DeviceAttributes.MAX_LENGTH
          || value.length() > DeviceAttributes.MAX_LENGTH) {
        throw HttpException.badRequest("Names and values have up to 128 characters");
      }
      attributes.put(entry.getKey(), value);
    }
    String device = exchange.path("device");
    DeviceReports.Outcome outcome = fleet.reports().report(device, mode, attributes);
    if (!outcome.isTaken()) {
      throw new HttpException(429, "Too many attributes");
    }
    if (outcome.failed().isPresent()) {
      fleet.actions().find(device, outcome.failed().getAsLong()).ifPresent(whenEnded);
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
    JsonObject body = JsonBody.read(exchange);
    ActionEvent answer =
        switch (body.optionalText("confirmation", MAX_TEXT).orElse("")) {
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
    JsonObject body = JsonBody.read(exchange);
    String name = body.get("name").scalar(MAX_TEXT);
    String version = body.get("version").scalar(MAX_TEXT);
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
    JsonObject status = JsonBody.read(exchange).object("status");
    Execution execution =
        constant(Execution.class, status.text("execution", MAX_TEXT), "execution");
    Result result =
        constant(Result.class, status.object("result").text("finished", MAX_TEXT), "finished");
    return new Feedback(execution, result, code(status), details(status));
  }

  /** Anything else than a code means nothing. */
  private static Optional<Integer> code(JsonObject body) throws JsonException {
    Optional<JsonValue> code = body.find("code");
    return code.isPresent() && code.get().kind() == JsonValue.Kind.INTEGER
        ? Optional.of((int) code.get().integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
        : Optional.empty();
  }

  private static List<String> details(JsonObject body) throws IOException {
    List<JsonValue> details = body.listOrEmpty("details", Integer.MAX_VALUE);
    if (details.size() > Feedback.MAX_DETAILS) {
      throw new HttpException(429, "Too many messages");
    }
    List<String> texts = new ArrayList<>();
    for (JsonValue detail : details) {
      texts.add(detail.scalar(MAX_TEXT));
    }
    return texts;
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
