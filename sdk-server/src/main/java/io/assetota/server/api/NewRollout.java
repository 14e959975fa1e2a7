package io.assetota.server.api;

import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonObject;
import io.assetota.server.fleet.rollouts.RolloutPlan;
import io.assetota.server.fleet.rules.Canary;
import io.assetota.server.fleet.rules.Consent;
import io.assetota.server.fleet.rules.FailureLimit;
import io.assetota.server.fleet.rules.Hold;
import io.assetota.server.fleet.rules.RefusedException;
import io.assetota.server.fleet.rules.UpdateMode;
import io.assetota.server.web.HttpException;
import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rollout that a program wants to begin. Leaving something out never means all devices.
 *
 * @param release the release's number
 * @param device the one device
 * @param all true for all devices of the release's platform
 * @param mode when devices install: forced, soft or download_only
 * @param canary which devices get it first: a count like 5, a share like 10%
 * @param maxFailures how many failures pause it: a count like 5, a share like 20%, or none
 * @param hold whether to wait for a person after these
 * @param confirm whether a device's owner has to agree
 */
record NewRollout(
    @Nullable Long release,
    @Nullable String device,
    @Nullable Boolean all,
    @Nullable String mode,
    @Nullable String canary,
    @Nullable String maxFailures,
    @Nullable Boolean hold,
    @Nullable Boolean confirm) {

  private static final int MAX_TEXT = 256;
  private static final Set<String> NAMES =
      Stream.of(NewRollout.class.getRecordComponents())
          .map(RecordComponent::getName)
          .collect(Collectors.toUnmodifiableSet());

  /** Reads what a program sent; what it leaves out is null. */
  static NewRollout read(JsonObject body) throws JsonException {
    body.requireOnly(NAMES);
    OptionalLong release = body.optionalInteger("release", 0, Long.MAX_VALUE);
    return new NewRollout(
        release.isPresent() ? release.getAsLong() : null,
        body.optionalText("device", MAX_TEXT).orElse(null),
        body.optionalBoolean("all").orElse(null),
        body.optionalText("mode", MAX_TEXT).orElse(null),
        body.optionalText("canary", MAX_TEXT).orElse(null),
        body.optionalText("maxFailures", MAX_TEXT).orElse(null),
        body.optionalBoolean("hold").orElse(null),
        body.optionalBoolean("confirm").orElse(null));
  }

  /** Returns what that means, if it is clear. */
  RolloutPlan plan() throws HttpException {
    if (release == null) {
      throw HttpException.badRequest("release is missing: the number of a release");
    }
    boolean toAll = Boolean.TRUE.equals(all);
    if ((device != null) == toAll) {
      throw HttpException.badRequest(
          "Give it to one device (\"device\": its id) or to all of its platform (\"all\": true)");
    }
    if (canary != null && !toAll) {
      throw HttpException.badRequest("canary is for a rollout to all devices");
    }
    if (maxFailures != null && !toAll) {
      throw HttpException.badRequest("maxFailures is for a rollout to all devices");
    }
    if (Boolean.TRUE.equals(hold) && canary == null) {
      throw HttpException.badRequest("hold waits after the first devices: give canary, too");
    }
    RolloutPlan plan =
        device == null ? RolloutPlan.forAll(release) : RolloutPlan.forDevice(release, device);
    return plan.withMode(updateMode())
        .withConsent(Boolean.TRUE.equals(confirm) ? Consent.OF_OWNER : Consent.NOT_NEEDED)
        .withCanary(canaries(), Boolean.TRUE.equals(hold) ? Hold.AFTER_CANARIES : Hold.NONE)
        .withMaxFailures(failures());
  }

  private FailureLimit failures() throws HttpException {
    if (maxFailures == null) {
      return FailureLimit.USUAL;
    }
    try {
      if (!maxFailures.isBlank()) {
        return FailureLimit.parse(maxFailures);
      }
    } catch (RefusedException e) {
      // Told below.
    }
    throw HttpException.badRequest(
        "maxFailures is a count like \"5\", a share like \"20%\", or \"none\", not \""
            + maxFailures
            + "\"");
  }

  private UpdateMode updateMode() throws HttpException {
    if (mode == null) {
      return UpdateMode.FORCED;
    }
    try {
      return UpdateMode.valueOf(mode.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw HttpException.badRequest("mode is forced, soft or download_only");
    }
  }

  private Canary canaries() throws HttpException {
    if (canary == null) {
      return Canary.NONE;
    }
    try {
      Canary parsed = Canary.parse(canary);
      if (parsed.amount() > 0) {
        return parsed;
      }
    } catch (RefusedException e) {
      // Told below, as is a count of none.
    }
    throw HttpException.badRequest(
        "canary is a count like \"5\" or a share like \"10%\", not \"" + canary + "\"");
  }
}
