package io.assetota.server.api;

import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.model.ApplicationId;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.server.fleet.rollouts.Audience;
import io.assetota.server.fleet.rollouts.Preparation.Candidate;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.waves.Waves;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Reads the rollout that a program wants to begin, or to check. Leaving something out never means
 * all devices.
 */
final class NewRollout {
  /** A list in a request; a larger one is a tag, or a selection. */
  private static final int MAX_DEVICES = 9_000;

  private static final int MAX_TEXT = 1024;
  private static final Set<String> TO_START =
      ImmutableSet.of(
          "release",
          "device",
          "all",
          "tag",
          "selection",
          "devices",
          "mode",
          "window",
          "canary",
          "waves",
          "soak",
          "waveFailures",
          "maxFailures",
          "hold",
          "confirm",
          "force");
  private static final Set<String> OF_CANDIDATE =
      ImmutableSet.of("title", "platform", "application");

  /** Reads one of the texts that people write. */
  @FunctionalInterface
  private interface Parser<T> {
    T parse(String text) throws RolloutTextException, RefusedException;
  }

  private final JsonObject body;

  private NewRollout(JsonObject body) {
    this.body = body;
  }

  /** Returns what a program wants to begin, if it is clear. */
  static RolloutPlan toStart(JsonObject body) throws IOException {
    body.requireOnly(TO_START);
    OptionalLong release = body.optionalInteger("release", 0, Long.MAX_VALUE);
    if (release.isEmpty()) {
      throw HttpException.badRequest("release is missing: the number of a release");
    }
    return new NewRollout(body).plan(release.getAsLong());
  }

  /** Returns what a program wants to know about; of a release that may not be there yet. */
  static RolloutPlan toCheck(JsonObject body) throws IOException {
    body.requireOnly(Sets.union(TO_START, OF_CANDIDATE));
    return new NewRollout(body).plan(body.optionalInteger("release", 0, Long.MAX_VALUE).orElse(0));
  }

  /** Returns what a program wants to upload; empty if it names a release that is there. */
  static Optional<Candidate> candidate(JsonObject body) throws IOException {
    Optional<String> platform = body.optionalText("platform", MAX_TEXT);
    if (body.find("release").isPresent() == platform.isPresent()) {
      throw HttpException.badRequest(
          "Name a release that is there (\"release\"), or the platform of one that is not"
              + " (\"platform\")");
    }
    if (platform.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> application = body.optionalText("application", MAX_TEXT);
    try {
      return Optional.of(
          new Candidate(
              body.optionalText("title", MAX_TEXT).orElse("The release"),
              platform.get(),
              application.map(ApplicationId::parse)));
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("application is a SHA-256 in hexadecimal digits");
    }
  }

  private RolloutPlan plan(long release) throws IOException {
    Audience audience = audience();
    boolean one = audience.deviceId().isPresent();
    for (String name : List.of("canary", "waves", "soak", "waveFailures", "maxFailures")) {
      if (one && body.find(name).isPresent()) {
        throw HttpException.badRequest(name + " is for a rollout to several devices");
      }
    }
    Waves waves = waves();
    boolean hold = isTrue("hold");
    if (hold && !waves.areThere()) {
      throw HttpException.badRequest(
          "hold waits after the first devices: give canary or waves, too");
    }
    RolloutPlan plan =
        RolloutPlan.of(release, audience)
            .withMode(mode())
            .withConsent(isTrue("confirm") ? Consent.OF_OWNER : Consent.NOT_NEEDED)
            .withWaves(waves, hold ? Hold.AFTER_CANARIES : Hold.NONE)
            .withMaxFailures(text("maxFailures", FailureLimit::parse).orElse(FailureLimit.USUAL))
            .with(isTrue("force") ? AfterFailedTrial.AGAIN : AfterFailedTrial.LEFT_OUT);
    Optional<MaintenanceWindow> window = text("window", MaintenanceWindow::parse);
    return window.isPresent() ? plan.withWindow(window.get()) : plan;
  }

  private Audience audience() throws IOException {
    List<Audience> chosen = new ArrayList<>();
    body.optionalText("device", MAX_TEXT).map(Audience::one).ifPresent(chosen::add);
    if (isTrue("all")) {
      chosen.add(Audience.ALL);
    }
    body.optionalText("tag", MAX_TEXT).map(Audience::tag).ifPresent(chosen::add);
    body.optionalText("selection", MAX_TEXT).map(Audience::selection).ifPresent(chosen::add);
    if (body.find("devices").isPresent()) {
      chosen.add(Audience.list(devices()));
    }
    if (chosen.size() != 1) {
      throw HttpException.badRequest(
          "Give it to one device (\"device\": its id), to all of its platform (\"all\": true), to"
              + " a \"tag\", to a \"selection\" or to a list of \"devices\"");
    }
    return chosen.get(0);
  }

  private List<String> devices() throws JsonException {
    List<String> devices = new ArrayList<>();
    for (JsonValue device : body.list("devices", MAX_DEVICES)) {
      devices.add(device.scalar(MAX_TEXT));
    }
    return devices;
  }

  private Waves waves() throws IOException {
    Optional<Waves> first = text("canary", Waves::first);
    Optional<Waves> named = text("waves", Waves::parse);
    if (first.isPresent() && named.isPresent()) {
      throw HttpException.badRequest("canary is the first of the waves: give only one of both");
    }
    Waves waves = first.or(() -> named).orElse(Waves.NONE);
    for (String name : List.of("soak", "waveFailures")) {
      if (!waves.areThere() && body.find(name).isPresent()) {
        throw HttpException.badRequest(name + " is for waves: give canary or waves, too");
      }
    }
    Optional<SoakTime> soak = text("soak", SoakTime::parse);
    Optional<FailureLimit> failures = text("waveFailures", FailureLimit::parse);
    waves = soak.isPresent() ? waves.withSoak(soak.get()) : waves;
    return failures.isPresent() ? waves.withMaxFailures(failures.get()) : waves;
  }

  /** A text that is empty means nothing here: a script may have lost what it should be. */
  private <T> Optional<T> text(String name, Parser<T> parser) throws IOException {
    Optional<String> text = body.optionalText(name, MAX_TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      if (!text.get().isBlank()) {
        return Optional.of(parser.parse(text.get()));
      }
    } catch (RolloutTextException | RefusedException e) {
      throw HttpException.badRequest(name + ": " + e.getMessage());
    }
    throw HttpException.badRequest(name + " is empty");
  }

  private boolean isTrue(String name) throws JsonException {
    return body.optionalBoolean(name).orElse(false);
  }

  private UpdateMode mode() throws IOException {
    Optional<String> mode = body.optionalText("mode", MAX_TEXT);
    try {
      return mode.map(m -> UpdateMode.valueOf(m.toUpperCase(Locale.ROOT)))
          .orElse(UpdateMode.FORCED);
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("mode is forced, soft or download_only");
    }
  }
}
