package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.ota.rollout.FailureLimit;
import io.assetota.ota.rollout.RolloutTextException;
import io.assetota.ota.rollout.SoakTime;
import io.assetota.ota.rollout.Wave;
import io.assetota.ota.rollout.WaveSize;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which order devices get a release, and what stops that. */
final class WaveOptions {
  @Option(
      names = "--first",
      paramLabel = "N|N%",
      description = "How many get it first. The others follow after these succeed.")
  @Nullable String first;

  @Option(
      names = "--waves",
      paramLabel = "LIST",
      description = {
        "How many get it in each wave: counts and shares of all devices such as 1,10%%,50%%. The"
            + " rest follows."
      })
  @Nullable String waves;

  @Option(
      names = "--soak",
      paramLabel = "TIME",
      description = {
        "How long to wait after each wave, such as 30m, 2h or 1d. Applications that fail again and"
            + " again in this time are failures, too. Default: 0s."
      })
  @Nullable String soak;

  @Option(
      names = "--wave-failures",
      paramLabel = "N|SHARE",
      description = {
        "How many failures in one wave halt the rollout. Default: one in the first wave, and the"
            + " share of --max-failures in the others."
      })
  @Nullable String waveFailures;

  @Option(
      names = "--max-failures",
      paramLabel = "N|SHARE",
      description = {
        "How many failures in all halt the rollout: a count such as 5, a share such as 2%% of the"
            + " finished updates (from three failures on), or none. Default: 20%%."
      })
  @Nullable String maxFailures;

  /** Returns those that were given, by their names. */
  private Map<String, String> given() {
    Map<String, String> given = new LinkedHashMap<>();
    put(given, "--first", first);
    put(given, "--waves", waves);
    put(given, "--soak", soak);
    put(given, "--wave-failures", waveFailures);
    put(given, "--max-failures", maxFailures);
    return given;
  }

  private static void put(Map<String, String> given, String name, @Nullable String value) {
    if (value != null) {
      given.put(name, value);
    }
  }

  /** Requires that none is given, for what reaches one device, or none. */
  void requireNone(Subcommand command, String why) {
    Map<String, String> given = given();
    if (!given.isEmpty()) {
      throw command.wrongUsage(given.keySet().iterator().next() + " " + why);
    }
  }

  /** Requires what makes sense without a server. */
  void check(Subcommand command) {
    // An empty variable of a script must not mean all devices at once.
    given()
        .forEach(
            (name, value) -> {
              if (value.isBlank()) {
                throw command.wrongUsage(name + " is empty: leave it out, or give it a value");
              }
            });
    if (first != null && waves != null) {
      throw command.wrongUsage("--first is a list of one wave: give either --first or --waves");
    }
    for (String name : new String[] {"--soak", "--wave-failures"}) {
      if (given().containsKey(name) && !areThere()) {
        throw command.wrongUsage(name + " needs --first or --waves");
      }
    }
  }

  /** Requires that the texts make sense, for a server that does not read them. */
  void requireReadable(Subcommand command) {
    given()
        .forEach(
            (name, value) -> {
              try {
                requireReadable(name, value);
              } catch (RolloutTextException e) {
                throw command.wrongUsage(name + ": " + e.getMessage());
              }
            });
  }

  private static void requireReadable(String name, String value) throws RolloutTextException {
    switch (name) {
      case "--first" -> WaveSize.parse(value);
      case "--waves" -> Wave.parseList(value);
      case "--soak" -> SoakTime.parse(value);
      default -> FailureLimit.parse(value);
    }
  }

  boolean areThere() {
    return first != null || waves != null;
  }

  Optional<String> first() {
    return Optional.ofNullable(first);
  }

  Optional<String> waves() {
    return Optional.ofNullable(waves);
  }

  Optional<String> soak() {
    return Optional.ofNullable(soak);
  }

  Optional<String> waveFailures() {
    return Optional.ofNullable(waveFailures);
  }

  Optional<String> maxFailures() {
    return Optional.ofNullable(maxFailures);
  }
}
