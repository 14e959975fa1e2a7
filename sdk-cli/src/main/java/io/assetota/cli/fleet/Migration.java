package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.StatusLine;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.publish.FleetGap;
import io.assetota.ota.hawkbit.publish.FleetTarget;
import io.assetota.ota.hawkbit.publish.HawkbitFleet;
import io.assetota.ota.hawkbit.publish.HawkbitPublisher;
import io.assetota.ota.hawkbit.publish.HawkbitTokens;
import io.assetota.ota.hawkbit.publish.HawkbitTokens.GatewayToken;
import io.assetota.ota.hawkbit.publish.Publication;
import io.assetota.ota.hawkbit.publish.PublishOptions;
import io.assetota.server.FleetRecord;
import io.assetota.server.PublishedRelease;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.random.RandomGenerator;

/** Finds what hawkBit lacks of an update server's fleet, and makes it. */
final class Migration {
  private static final int HASH_DIGITS = 8;

  private final Console console;
  private final HawkbitPublisher publisher;
  private final HawkbitFleet fleet;
  private final HawkbitTokens tokens;
  private final PublishOptions options;

  Migration(
      Console console,
      HawkbitPublisher publisher,
      HawkbitFleet fleet,
      HawkbitTokens tokens,
      PublishOptions options) {
    this.console = console;
    this.publisher = publisher;
    this.fleet = fleet;
    this.tokens = tokens;
    this.options = options;
  }

  /** Compares both sides, and changes nothing. */
  MigratePlan plan(
      FleetRecord record,
      Optional<String> gatewayToken,
      Optional<NewTokens> newTokens,
      RandomGenerator random)
      throws IOException {
    boolean gatewayTokenNew = gatewayToken.isPresent() && requireFree(gatewayToken.get());
    List<FleetTarget> targets = new ArrayList<>();
    for (FleetRecord.Device device : record.devices()) {
      Optional<String> token =
          newTokens.filter(file -> device.ownToken()).map(file -> file.of(device.id(), random));
      targets.add(new FleetTarget(device.id(), device.tags(), token));
    }
    FleetGap gap = fleet.gap(targets);
    return new MigratePlan(
        record, releases(record, gap), gap, gatewayToken, gatewayTokenNew, newTokens);
  }

  private boolean requireFree(String gatewayToken) throws IOException {
    GatewayToken now = tokens.gatewayToken(gatewayToken);
    if (now == GatewayToken.ANOTHER) {
      throw HawkbitTokens.anotherGatewayToken();
    }
    return now == GatewayToken.NONE;
  }

  private List<MigratePlan.Moved> releases(FleetRecord record, FleetGap gap) throws IOException {
    List<MigratePlan.Moved> releases = new ArrayList<>();
    Set<List<String>> taken = new HashSet<>();
    for (FleetRecord.Release release : record.releases()) {
      PublishedRelease published = release.published();
      boolean first = taken.add(List.of(published.name(), published.version()));
      if (release.blockedReason().isPresent()) {
        continue;
      }
      PublishOptions named = named(published, first);
      if (!Files.isRegularFile(release.file())) {
        throw new AssetException(
            "the bundle of "
                + Printable.text(published.name() + " " + published.version())
                + " is missing: put "
                + release.file()
                + " back, or delete this release at the update server");
      }
      Publication before = publisher.preview(release.file(), named);
      List<String> runsOn =
          record.devices().stream()
              .filter(d -> d.installed().equals(OptionalLong.of(published.id())))
              .map(FleetRecord.Device::id)
              .filter(gap.withoutRelease()::contains)
              .toList();
      releases.add(new MigratePlan.Moved(release, named, before, runsOn));
    }
    return releases;
  }

  /** In hawkBit, name and version are those of one release; the first that had them keeps them. */
  private PublishOptions named(PublishedRelease release, boolean first) throws AssetException {
    String version =
        first
            ? release.version()
            : release.version() + "+" + release.sha256().toString().substring(0, HASH_DIGITS);
    try {
      return options.withNames(Optional.of(release.name()), Optional.of(version));
    } catch (IllegalArgumentException e) {
      throw new AssetException(
          "hawkBit can't have the release "
              + Printable.text(release.name() + " " + version)
              + ": "
              + e.getMessage(),
          e);
    }
  }

  /**
   * Makes what is missing. What lets devices in comes last; new tokens are on the disk before
   * hawkBit has them.
   */
  void carryOut(MigratePlan plan) throws IOException {
    List<Long> sets = new ArrayList<>();
    for (MigratePlan.Moved moved : plan.releases()) {
      sets.add(publish(moved));
    }
    if (plan.newTokens().isPresent()) {
      plan.newTokens().get().save();
    }
    fill(plan.gap());
    for (int i = 0; i < sets.size(); i++) {
      fleet.installed(sets.get(i), plan.releases().get(i).runsOn());
    }
    if (plan.newTokens().isPresent() && plan.ownTokens() > 0) {
      tokens.takeTargetTokens();
    }
    if (plan.gatewayToken().isPresent()) {
      tokens.takeGatewayToken(plan.gatewayToken().get());
    }
  }

  private void fill(FleetGap gap) throws IOException {
    long changes = HawkbitFleet.changes(gap);
    try (StatusLine line =
        console.attended() ? StatusLine.of(console) : StatusLine.quiet(console)) {
      fleet.fill(gap, done -> line.show("Devices and tags: " + done + " of " + changes));
    }
  }

  private long publish(MigratePlan.Moved moved) throws IOException {
    long size = moved.before().size();
    try (Progress progress = Progress.of(console, "Uploading " + moved.before().version())) {
      return publisher
          .publish(moved.release().file(), moved.options(), sent -> progress.at(sent, size))
          .distributionSet()
          .getAsLong();
    }
  }
}
