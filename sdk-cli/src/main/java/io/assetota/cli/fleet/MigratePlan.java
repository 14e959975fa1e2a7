package io.assetota.cli.fleet;

import io.assetota.ota.hawkbit.publish.FleetGap;
import io.assetota.ota.hawkbit.publish.Publication;
import io.assetota.ota.hawkbit.publish.PublishOptions;
import io.assetota.server.FleetRecord;
import java.util.List;
import java.util.Optional;

/**
 * What hawkBit lacks of an update server's fleet.
 *
 * @param record what the update server has
 * @param releases those that are brought over
 * @param gap what is missing of devices and tags
 * @param gatewayToken the token to let gateways in with, if it was given
 * @param gatewayTokenNew whether hawkBit doesn't take that yet
 * @param newTokens new tokens, if they are asked for
 */
record MigratePlan(
    FleetRecord record,
    List<Moved> releases,
    FleetGap gap,
    Optional<String> gatewayToken,
    boolean gatewayTokenNew,
    Optional<NewTokens> newTokens) {
  /**
   * A release that is brought over.
   *
   * @param release the release
   * @param options what it is called in hawkBit
   * @param before what hawkBit has of it
   * @param runsOn the devices that have it installed, of which hawkBit doesn't know that
   */
  record Moved(
      FleetRecord.Release release,
      PublishOptions options,
      Publication before,
      List<String> runsOn) {}

  /** Returns the releases that stay behind: they are blocked. */
  List<FleetRecord.Release> leftOut() {
    return record.releases().stream().filter(r -> r.blockedReason().isPresent()).toList();
  }

  /** Returns how many devices hawkBit is to show a release of. */
  int installed() {
    return releases.stream().mapToInt(release -> release.runsOn().size()).sum();
  }

  /** Returns how many devices have a token of their own. */
  long ownTokens() {
    return record.devices().stream().filter(FleetRecord.Device::ownToken).count();
  }

  /** Names no token. */
  @Override
  public String toString() {
    return releases.size() + " releases, " + gap;
  }
}
