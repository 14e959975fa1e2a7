package io.assetota.server.fleet.rollouts;

import com.google.common.collect.ImmutableSortedSet;
import io.assetota.server.fleet.rules.RolloutFacts.Target;
import java.util.Collection;
import java.util.Optional;
import java.util.SortedSet;

/**
 * Which devices a rollout is for.
 *
 * @param target what kind of choice it is
 * @param name the device, the tag or the selection; empty for all, and for a list
 * @param devices those of a list; empty for others, and for a list of an earlier rollout
 */
public record Audience(Target target, String name, SortedSet<String> devices) {
  /** All devices of the release's platform. */
  public static final Audience ALL = new Audience(Target.ALL, "");

  /** Copies the list. */
  public Audience {
    devices = ImmutableSortedSet.copyOf(devices);
  }

  Audience(Target target, String name) {
    this(target, name, ImmutableSortedSet.of());
  }

  /** One device. */
  public static Audience one(String deviceId) {
    return new Audience(Target.ONE, deviceId);
  }

  /** Those with a tag. */
  public static Audience tag(String tag) {
    return new Audience(Target.TAG, tag);
  }

  /** Those that a saved question finds. */
  public static Audience selection(String name) {
    return new Audience(Target.SELECTION, name);
  }

  /** Those of a list. */
  public static Audience list(Collection<String> devices) {
    return new Audience(Target.LIST, "", ImmutableSortedSet.copyOf(devices));
  }

  /** Returns the one device; empty if it is for several. */
  public Optional<String> deviceId() {
    return target == Target.ONE ? Optional.of(name) : Optional.empty();
  }

  /** Returns what people call it. */
  @Override
  public String toString() {
    return switch (target) {
      case ONE -> name;
      case ALL -> "all devices";
      case TAG -> "tag " + name;
      case SELECTION -> "selection " + name;
      case LIST -> "a list of devices";
    };
  }
}
