package io.assetota.cli.fleet;

import io.assetota.cli.command.Subcommand;
import io.assetota.ota.hawkbit.publish.RolloutWish;
import io.assetota.ota.hawkbit.publish.RolloutWish.Consent;
import io.assetota.ota.hawkbit.publish.RolloutWish.Hold;
import io.assetota.ota.operator.Installation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The rollout that publish makes in hawkBit. */
final class HawkbitRolloutOptions {
  @Option(
      names = "--rollout",
      description = "Also make a rollout, and start it: give --all, --tag or --target-filter, too.")
  boolean rollout;

  @Option(
      names = "--rollout-name",
      paramLabel = "NAME",
      description = "What the rollout is called. Default: name and version of the release.")
  @Nullable String name;

  @ArgGroup @Nullable Targets targets;

  @Mixin WaveOptions waves = new WaveOptions();

  @Option(
      names = "--hold",
      description = "Pause after the first wave; resume the rollout in hawkBit.")
  boolean hold;

  @Mixin ModeOptions install = new ModeOptions();

  /** Which targets get the release. */
  static final class Targets {
    @Option(names = "--all", description = "All targets.")
    boolean all;

    @Option(names = "--tag", paramLabel = "TAG", description = "The targets with this tag.")
    @Nullable String tag;

    @Option(
        names = "--target-filter",
        paramLabel = "QUERY",
        description = "The targets that this filter of hawkBit finds, such as id==gw-*.")
    @Nullable String filter;
  }

  boolean isAsked() {
    return rollout;
  }

  void check(Subcommand command) {
    if (!rollout) {
      waves.requireNone(command, "needs --rollout");
      if (targets != null || hold || name != null || install.firstGiven().isPresent()) {
        throw command.wrongUsage(
            (hold
                    ? "--hold"
                    : name != null
                        ? "--rollout-name"
                        : install.firstGiven().orElse("the choice of targets"))
                + " needs --rollout");
      }
      return;
    }
    if (targets == null) {
      throw command.wrongUsage(
          "--rollout needs targets: give --all, --tag TAG or --target-filter QUERY");
    }
    waves.check(command);
    waves.requireReadable(command);
    if (waves.soak().isPresent()) {
      throw command.wrongUsage(
          "--soak: hawkBit waits for no time between groups; use --hold, and resume the rollout"
              + " there yourself");
    }
    if (hold && !waves.areThere()) {
      throw command.wrongUsage("--hold needs --first or --waves");
    }
    if (name != null && name.isBlank()) {
      throw command.wrongUsage("--rollout-name is empty");
    }
  }

  /**
   * Returns the rollout.
   *
   * @param title name and version of the release
   */
  RolloutWish wish(Subcommand command, String title) {
    return new RolloutWish(
        name == null ? title : name,
        filter(command),
        waves.waves().or(waves::first).orElse(""),
        waves.waveFailures(),
        waves.maxFailures(),
        hold ? Hold.AFTER_FIRST_GROUP : Hold.NONE,
        mode(),
        install.confirm ? Consent.REQUIRED : Consent.AS_CONFIGURED);
  }

  private RolloutWish.Mode mode() {
    return switch (install.mode == null ? Installation.Mode.FORCED : install.mode) {
      case FORCED -> RolloutWish.Mode.FORCED;
      case SOFT -> RolloutWish.Mode.SOFT;
      case DOWNLOAD_ONLY -> RolloutWish.Mode.DOWNLOAD_ONLY;
    };
  }

  private String filter(Subcommand command) {
    if (targets == null || targets.all) {
      return "id==*";
    }
    Optional<String> tag = Optional.ofNullable(targets.tag);
    String chosen = tag.orElse(targets.filter == null ? "" : targets.filter);
    if (chosen.isBlank()) {
      throw command.wrongUsage(tag.isPresent() ? "--tag is empty" : "--target-filter is empty");
    }
    if (tag.isPresent() && !chosen.matches("[A-Za-z0-9._-]+")) {
      return "tag==\"" + chosen.replace("\"", "*") + "\"";
    }
    return tag.isPresent() ? "tag==" + chosen : chosen;
  }
}
