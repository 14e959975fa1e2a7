package io.assetota.ota.operator;

import com.google.common.collect.ImmutableList;
import io.assetota.core.json.JsonWriter;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Which devices of an update server get a release, and in which order. The texts are those of the
 * operator API, see docs/guides/server.md; the server checks them.
 *
 * @param receivers which devices
 * @param first how many get it first, a count or a share; empty if the waves say so, or for all
 * @param waves how many get it in each wave, as in {@code 1, 10%, tag:lab}
 * @param soak how long to wait after a wave, as in {@code 2h}
 * @param waveFailures how many failures in a wave halt it: a count, a share or none
 * @param maxFailures how many failures of the whole halt it: a count, a share or none
 * @param installation how they install it
 * @param options what else is asked for
 */
public record RolloutOrder(
    Receivers receivers,
    Optional<String> first,
    Optional<String> waves,
    Optional<String> soak,
    Optional<String> waveFailures,
    Optional<String> maxFailures,
    Installation installation,
    ImmutableList<Option> options) {
  /** What may be asked for. */
  public enum Option {
    /** To wait for a person after the first wave. */
    HOLD,
    /** To give it also to devices on which its trial has failed. */
    FORCE
  }

  /**
   * Which devices get a release.
   *
   * @param kind how they are chosen
   * @param name the device, the tag or the selection; empty for other kinds
   * @param devices those of a list; empty for other kinds
   */
  public record Receivers(Kind kind, String name, List<String> devices) {
    /** How devices are chosen. */
    public enum Kind {
      /** One device. */
      DEVICE,
      /** All of the release's platform. */
      ALL,
      /** Those with a tag. */
      TAG,
      /** Those that a saved question finds. */
      SELECTION,
      /** Those of a list. */
      DEVICES
    }

    /** Copies the list. */
    public Receivers {
      devices = ImmutableList.copyOf(devices);
    }

    /**
     * All devices of the release's platform.
     *
     * @return these
     */
    public static Receivers all() {
      return new Receivers(Kind.ALL, "", List.of());
    }

    /**
     * The devices of a name.
     *
     * @param kind {@code DEVICE}, {@code TAG} or {@code SELECTION}
     * @param name the name
     * @return these
     */
    public static Receivers named(Kind kind, String name) {
      return new Receivers(kind, name, List.of());
    }

    /**
     * The devices of a list.
     *
     * @param devices their names
     * @return these
     */
    public static Receivers list(List<String> devices) {
      return new Receivers(Kind.DEVICES, "", devices);
    }

    /** Returns what people call them. */
    @Override
    public String toString() {
      return switch (kind) {
        case DEVICE -> name;
        case ALL -> "all devices of its platform";
        case TAG -> "the devices with the tag " + name;
        case SELECTION -> "the selection " + name;
        case DEVICES -> devices.size() + " listed devices";
      };
    }
  }

  /**
   * All at once, with the limits of the server.
   *
   * @param receivers which devices
   * @return the order
   */
  public static RolloutOrder of(Receivers receivers) {
    return new RolloutOrder(
        receivers,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Installation.USUAL,
        ImmutableList.of());
  }

  void writeTo(JsonWriter json) throws IOException {
    switch (receivers.kind()) {
      case DEVICE -> json.put("device", receivers.name());
      case ALL -> json.put("all", true);
      case TAG -> json.put("tag", receivers.name());
      case SELECTION -> json.put("selection", receivers.name());
      case DEVICES -> json.putTexts("devices", receivers.devices());
    }
    write(json, "canary", first);
    write(json, "waves", waves);
    write(json, "soak", soak);
    write(json, "waveFailures", waveFailures);
    write(json, "maxFailures", maxFailures);
    installation.writeTo(json);
    if (options.contains(Option.HOLD)) {
      json.put("hold", true);
    }
    if (options.contains(Option.FORCE)) {
      json.put("force", true);
    }
  }

  private static void write(JsonWriter json, String name, Optional<String> text)
      throws IOException {
    if (text.isPresent()) {
      json.put(name, text.get());
    }
  }
}
