package io.assetota.ota.hawkbit.publish;

import java.util.Locale;
import java.util.Optional;

/**
 * A rollout to make in hawkBit.
 *
 * @param name what it is called, which no other rollout there may be
 * @param targets hawkBit's target filter, such as {@code id==*} or {@code tag==lab}
 * @param waves how many targets are in each group, as in {@code 1, 10% failures=2, tag:lab}; empty
 *     for all in one. The rest follows. hawkBit has no soak time
 * @param waveFailures how many failures in a group halt it: a count, a share or none; empty for one
 *     in the first group, and the share of {@code maxFailures} in others
 * @param maxFailures a count, a share or none; hawkBit counts each group by itself
 * @param hold whether a person lets it go on after the first group
 * @param mode when its targets install it
 * @param consent whether it is confirmed in hawkBit for each target before it gets it
 */
public record RolloutWish(
    String name,
    String targets,
    String waves,
    Optional<String> waveFailures,
    Optional<String> maxFailures,
    Hold hold,
    Mode mode,
    Consent consent) {
  /** What happens after the first group. */
  public enum Hold {
    /** The next one follows. */
    NONE,
    /** It is paused. */
    AFTER_FIRST_GROUP
  }

  /** When targets install. */
  public enum Mode {
    /** At once. */
    FORCED("forced"),
    /** When it suits them. */
    SOFT("soft"),
    /** Not at all: they only fetch it. */
    DOWNLOAD_ONLY("downloadonly");

    private final String type;

    Mode(String type) {
      this.type = type;
    }

    /** Returns hawkBit's word for it. */
    String type() {
      return type;
    }

    /** Returns its name in lower case, as our own server calls it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Who agrees. */
  public enum Consent {
    /** As it is configured for the tenant. */
    AS_CONFIGURED,
    /** Somebody has to confirm it for each target. The tenant must have that switched on. */
    REQUIRED
  }
}
