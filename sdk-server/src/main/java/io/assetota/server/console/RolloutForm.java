package io.assetota.server.console;

import io.assetota.server.console.login.Form;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.Canary;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.MaintenanceWindow;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.web.HttpException;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Reads the forms that begin a rollout: on the page of a release, and of a device. */
final class RolloutForm {
  static final String[] FIELDS = {
    "release",
    "target",
    "device",
    "canary",
    "hold",
    "max_failures",
    "mode",
    "confirm",
    "window_start",
    "window_minutes",
    "window_zone"
  };

  private RolloutForm() {}

  static RolloutPlan plan(Form form) throws IOException {
    Optional<String> device = device(form);
    Canary canary = Canary.parse(form.get("canary"));
    boolean hold = form.isChecked("hold");
    if (device.isPresent() && !form.get("canary").isBlank()) {
      throw HttpException.badRequest("First devices are for a rollout to all");
    }
    if (hold && canary.amount() == 0) {
      throw HttpException.badRequest("To wait after the first devices, say how many these are");
    }
    long release = form.number("release");
    RolloutPlan plan =
        device.isPresent()
            ? RolloutPlan.forDevice(release, device.get())
            : RolloutPlan.forAll(release);
    plan =
        plan.withMode(mode(form.get("mode")))
            .withConsent(form.isChecked("confirm") ? Consent.OF_OWNER : Consent.NOT_NEEDED)
            .withCanary(canary, hold ? Hold.AFTER_CANARIES : Hold.NONE)
            .withMaxFailures(FailureLimit.parse(form.get("max_failures")));
    Optional<MaintenanceWindow> window = window(form);
    return window.isPresent() ? plan.withWindow(window.get()) : plan;
  }

  /** All devices have to be chosen on purpose, without a single one. */
  private static Optional<String> device(Form form) throws HttpException {
    String device = form.get("device").strip();
    boolean toAll =
        switch (form.get("target")) {
          case "all" -> true;
          case "one", "" -> false;
          default -> throw HttpException.badRequest("target is all or one");
        };
    if (toAll && !device.isEmpty()) {
      throw HttpException.badRequest(
          "You chose all devices and named " + device + ": choose one of both");
    }
    if (!toAll && device.isEmpty()) {
      throw HttpException.badRequest("Name a device, or choose all devices");
    }
    return toAll ? Optional.empty() : Optional.of(device);
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
