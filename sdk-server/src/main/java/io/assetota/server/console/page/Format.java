package io.assetota.server.console.page;

import com.google.common.math.LongMath;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.BundleHash;
import io.assetota.ota.report.RuntimeAttributes;
import io.assetota.server.fleet.rollouts.Rollout;
import io.assetota.server.fleet.rules.ActionState;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/**
 * How pages write sizes, times and states.
 *
 * @param now the current time, for how long ago something was
 */
public record Format(Instant now) {
  private static final DateTimeFormatter EXACT =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  public String bytes(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    if (bytes < 1_000_000) {
      return String.format(Locale.ROOT, "%.1f kB", bytes / 1e3);
    }
    return bytes < 1_000_000_000
        ? String.format(Locale.ROOT, "%.2f MB", bytes / 1e6)
        : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
  }

  public String ago(Optional<Instant> time) {
    return time.map(this::ago).orElse("never");
  }

  public String ago(Instant time) {
    Duration age = Duration.between(time, now);
    if (age.toSeconds() < 5) {
      return "just now";
    }
    if (age.toMinutes() < 1) {
      return age.toSeconds() + " s ago";
    }
    if (age.toHours() < 1) {
      return age.toMinutes() + " min ago";
    }
    return age.toDays() < 2 ? age.toHours() + " h ago" : age.toDays() + " days ago";
  }

  public String exact(Instant time) {
    return EXACT.format(time);
  }

  public String abbreviated(AssetHash hash) {
    return hash.abbreviated();
  }

  public String abbreviated(ApplicationId application) {
    return application.abbreviated();
  }

  public String abbreviated(BundleHash bundle) {
    return bundle.abbreviated();
  }

  /** What a state is called. */
  public String name(ActionState state) {
    return switch (state) {
      case CONFIRM -> "waits for consent";
      case PENDING -> "pending";
      case RUNNING -> "updating";
      case DOWNLOADED -> "downloaded";
      case CANCELING -> "being cancelled";
      case FINISHED -> "up to date";
      case ERROR -> "failed";
      case CANCELED -> "cancelled";
    };
  }

  /** The colour of a state: a class of the style sheet. */
  public String colour(ActionState state) {
    return switch (state) {
      case CONFIRM, PENDING, CANCELED -> "calm";
      case RUNNING, DOWNLOADED -> "busy";
      case CANCELING -> "warn";
      case FINISHED -> "good";
      case ERROR -> "bad";
    };
  }

  /** The colour of what a runtime does, by the names that ours gives it. */
  public String colour(RuntimeAttributes runtime) {
    return switch (runtime.state()) {
      case "running" -> "good";
      case "starting" -> "busy";
      case "pausing" -> "bad";
      case "waiting", "stopping", "ended" -> "warn";
      default -> "calm";
    };
  }

  /** What a rollout's state is called. */
  public String name(Rollout rollout) {
    return switch (rollout.state()) {
      case RUNNING -> "running";
      case HALTED -> "halted";
      case PAUSED -> "paused";
      case CANCELED -> "cancelled";
      case REPLACED -> "replaced";
      case DONE -> "done";
    };
  }

  /** The colour of a rollout's state. */
  public String colour(Rollout rollout) {
    return switch (rollout.state()) {
      case RUNNING -> "busy";
      case PAUSED -> "warn";
      case HALTED -> "bad";
      case CANCELED, REPLACED -> "calm";
      case DONE -> "good";
    };
  }

  /** Whole percents, rounded down: a hundred only when it is all. */
  public long percent(long part, long whole) {
    return whole == 0 ? 0 : LongMath.divide(part * 100, whole, RoundingMode.FLOOR);
  }
}
