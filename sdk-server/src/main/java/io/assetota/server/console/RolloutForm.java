package io.assetota.server.console;

import com.google.common.base.Splitter;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.server.console.login.Form;
import io.assetota.server.fleet.rollouts.Audience;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.AfterFailedTrial;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.fleet.waves.Waves;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the forms that begin a rollout: on the page of a release, and of a device. */
final class RolloutForm {
  static final String[] FIELDS = {
    "release",
    "target",
    "device",
    "tag",
    "selection",
    "devices",
    "canary",
    "soak",
    "wave_failures",
    "force",
    "hold",
    "max_failures",
    "mode",
    "confirm",
    "window_start",
    "window_minutes",
    "window_zone"
  };

  private static final Splitter LINES =
      Splitter.onPattern("[\\s,]+").omitEmptyStrings().trimResults();

  private RolloutForm() {}

  static RolloutPlan plan(Form form) throws IOException {
    Audience audience = audience(form);
    Waves waves = waves(form);
    boolean hold = form.isChecked("hold");
    if (audience.deviceId().isPresent() && waves.areThere()) {
      throw HttpException.badRequest("Waves are for a rollout to several devices");
    }
    if (hold && !waves.areThere()) {
      throw HttpException.badRequest("To wait after the first devices, say how many these are");
    }
    long release = form.number("release");
    RolloutPlan plan =
        RolloutPlan.of(release, audience)
            .withMode(mode(form.get("mode")))
            .withConsent(form.isChecked("confirm") ? Consent.OF_OWNER : Consent.NOT_NEEDED)
            .withWaves(waves, hold ? Hold.AFTER_CANARIES : Hold.NONE)
            .withMaxFailures(maxFailures(form.get("max_failures")))
            .with(form.isChecked("force") ? AfterFailedTrial.AGAIN : AfterFailedTrial.LEFT_OUT);
    Optional<MaintenanceWindow> window = window(form);
    return window.isPresent() ? plan.withWindow(window.get()) : plan;
  }

  /** Which devices get it has to be chosen on purpose, and once. */
  private static Audience audience(Form form) throws HttpException {
    String device = form.get("device").strip();
    String tag = form.get("tag").strip();
    String selection = form.get("selection").strip();
    List<String> listed = LINES.splitToList(form.get("devices"));
    Audience audience =
        switch (form.get("target")) {
          case "all" -> Audience.ALL;
          case "one", "" -> Audience.one(device);
          case "tag" -> Audience.tag(tag);
          case "selection" -> Audience.selection(selection);
          case "list" -> Audience.list(listed);
          default -> throw HttpException.badRequest("target is all, one, tag, selection or list");
        };
    if (audience.target() != Target.ONE && !device.isEmpty()) {
      throw HttpException.badRequest(
          "You chose " + audience + " and named " + device + ": choose one of both");
    }
    if (audience.target() == Target.LIST ? listed.isEmpty() : isUnnamed(audience)) {
      throw HttpException.badRequest("Name what you chose: a device, a tag, a selection or a list");
    }
    return audience;
  }

  private static boolean isUnnamed(Audience audience) {
    return audience.target() != Target.ALL && audience.name().isEmpty();
  }

  private static Waves waves(Form form) throws IOException {
    Waves waves = Waves.parse(form.get("canary"));
    String soak = form.get("soak");
    String failures = form.get("wave_failures");
    if (!waves.areThere() && !(soak + failures).isBlank()) {
      throw HttpException.badRequest("Say which waves there are");
    }
    waves = soak.isBlank() ? waves : waves.withSoak(SoakTime.parse(soak));
    return failures.isBlank() ? waves : waves.withMaxFailures(FailureLimit.parse(failures));
  }

  private static FailureLimit maxFailures(String text) throws IOException {
    return text.isBlank() ? FailureLimit.USUAL : FailureLimit.parse(text);
  }

  private static UpdateMode mode(String text) throws HttpException {
    if (text.isEmpty()) {
      return UpdateMode.FORCED;
    }
    try {
      return UpdateMode.valueOf(text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("mode is forced, soft or download_only");
    }
  }

  private static Optional<MaintenanceWindow> window(Form form) throws IOException {
    if (form.get("window_start").isBlank()) {
      return Optional.empty();
    }
    return Optional.of(
        MaintenanceWindow.parse(
            form.get("window_start").strip(),
            form.get("window_minutes").strip(),
            form.get("window_zone").strip()));
  }
}
