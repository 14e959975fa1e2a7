package io.assetota.server.api;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonWriter;
import io.assetota.ota.report.FailureGroup;
import io.assetota.server.fleet.Fleet;
import io.assetota.server.fleet.rollouts.Preparation;
import io.assetota.server.fleet.rollouts.Preparation.Candidate;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rollouts.RolloutStatus;
import io.assetota.server.fleet.rollouts.RolloutStatus.Completion;
import io.assetota.server.fleet.rollouts.WaveStatus;
import io.assetota.server.fleet.rules.ActionState;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.waves.PlannedWave;
import io.assetota.server.web.Exchange;
import io.assetota.server.web.HttpException;
import io.assetota.server.web.json.JsonBody;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What programs ask about rollouts, and do with them. */
final class RolloutApi {
  private static final int LISTED = 1000;

  private final Fleet fleet;

  RolloutApi(Fleet fleet) {
    this.fleet = fleet;
  }

  void list(Exchange exchange) throws IOException {
    List<JsonFields> list = new ArrayList<>();
    for (Rollout rollout : fleet.rollouts().list(LISTED)) {
      list.add(json(rollout, fleet.rolloutReports().counts(rollout.id())));
    }
    ApiArea.sendList(exchange, list);
  }

  void show(Exchange exchange) throws IOException {
    Rollout rollout =
        fleet.rollouts().find(exchange.number("id")).orElseThrow(HttpException::notFound);
    RolloutStatus status = fleet.rolloutReports().status(rollout);
    List<FailureGroup> failures = fleet.rolloutReports().failures(rollout.id());
    ApiArea.send(
        exchange,
        200,
        body -> {
          json(rollout, status.counts()).writeTo(body);
          body.put("complete", status.completion() == Completion.COMPLETE)
              .put("leftOut", status.leftOut())
              .put("nextWaveAt", status.nextWaveAt().map(Object::toString))
              .putObjects("waves", status.waves(), RolloutApi::json)
              .putObjects("failures", failures, RolloutApi::json);
        });
  }

  void start(Exchange exchange) throws IOException {
    Rollout rollout = fleet.rollouts().start(NewRollout.toStart(JsonBody.read(exchange)));
    exchange.note("rollout " + rollout.id() + " of release " + rollout.releaseId());
    ApiArea.send(exchange, 201, json(rollout, fleet.rolloutReports().counts(rollout.id())));
  }

  void check(Exchange exchange) throws IOException {
    JsonObject body = JsonBody.read(exchange);
    Optional<Candidate> candidate = NewRollout.candidate(body);
    RolloutPlan plan = NewRollout.toCheck(body);
    Preparation prepared =
        candidate.isPresent()
            ? fleet.rollouts().check(plan, candidate.get())
            : fleet.rollouts().check(plan);
    ApiArea.send(
        exchange,
        200,
        answer -> {
          answer.put("devices", prepared.devices()).put("leftOut", prepared.leftOut());
          write(answer, plan.mode(), plan.consent(), plan.window());
          answer.putObjects("waves", prepared.waves(), wave -> json -> write(json, wave));
        });
  }

  private static JsonFields json(Rollout rollout, Map<ActionState, Integer> counts) {
    return json -> {
      json.put("id", rollout.id())
          .put("release", rollout.releaseId())
          .put("target", rollout.audience().target().name().toLowerCase(Locale.ROOT))
          .put("targetName", rollout.audience().name())
          .put("device", rollout.deviceId());
      write(json, rollout.mode(), rollout.consent(), rollout.window());
      json.put("state", rollout.state().name())
          .put("wave", rollout.wave() + 1)
          .put("maxFailures", rollout.maxFailures().toString())
          .put("reason", rollout.reason())
          .put("actions", actions -> write(actions, counts));
    };
  }

  /** Writes how it is installed. */
  private static void write(
      JsonWriter json, UpdateMode mode, Consent consent, Optional<MaintenanceWindow> window)
      throws IOException {
    json.put("mode", mode.name().toLowerCase(Locale.ROOT))
        .put("window", window.map(MaintenanceWindow::toString))
        .put("confirm", consent == Consent.OF_OWNER);
  }

  private static void write(JsonWriter json, Map<ActionState, Integer> counts) throws IOException {
    for (Map.Entry<ActionState, Integer> count : counts.entrySet()) {
      json.put(count.getKey().name(), count.getValue());
    }
  }

  private static JsonFields json(WaveStatus wave) {
    return json -> {
      write(json, wave.plan());
      json.put("begun", wave.begun().map(Object::toString))
          .put("completed", wave.completed().map(Object::toString))
          .put("actions", actions -> write(actions, wave.counts()));
    };
  }

  private static void write(JsonWriter json, PlannedWave wave) throws IOException {
    json.put("size", wave.size().toString());
    if (wave.devices().isPresent()) {
      json.put("devices", wave.devices().getAsLong());
    } else {
      json.putNull("devices");
    }
    json.put("maxFailures", wave.maxFailures().toString())
        .put("success", wave.success() + "%")
        .put("soak", wave.soak().toString());
  }

  private static JsonFields json(FailureGroup group) {
    return json ->
        json.put("reason", group.reason())
            .put("count", group.count())
            .putTexts("devices", group.devices());
  }
}
