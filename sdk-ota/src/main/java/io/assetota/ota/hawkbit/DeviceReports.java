package io.assetota.ota.hawkbit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.hash.Hashing;
import io.assetota.core.DeviceStatus;
import io.assetota.core.InstalledApplication;
import io.assetota.core.module.Platform;
import io.assetota.core.module.ProductData;
import io.assetota.ota.DeviceAttributes;
import io.assetota.ota.SourceException;
import io.assetota.ota.hawkbit.ActionRecord.Phase;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the server of the device: when it asks, and when something has changed. */
final class DeviceReports {
  private static final Logger log = LoggerFactory.getLogger(DeviceReports.class);
  private static final String ATTRIBUTES = "attributes";
  private static final String APPLICATION = "application";

  /** Under which name the server has the releases of this device. */
  static final String NAME = "name";

  private final HawkbitAgentBuilder options;
  private final ActionJournal journal;

  DeviceReports(HawkbitAgentBuilder options, ActionJournal journal) {
    this.options = options;
    this.journal = journal;
  }

  /**
   * Tells what is to be told. A server that doesn't take it is no reason not to update.
   *
   * @return whether the server has heard of this device for the first time
   */
  boolean tell(Optional<DdiPoll> poll) throws IOException {
    boolean isNew = journal.told(ATTRIBUTES).isEmpty();
    try {
      DeviceStatus status = options.device.status();
      tellInstalled(status);
      tellAttributes(status, poll.flatMap(DdiPoll::configData));
    } catch (SourceException e) {
      log.warn("The server does not take what the device tells of itself: {}", e.getMessage());
    }
    return isNew && !journal.told(ATTRIBUTES).isEmpty();
  }

  private void tellAttributes(DeviceStatus status, Optional<URI> asked) throws IOException {
    Map<String, String> attributes = DeviceAttributes.of(status).toMap();
    String hash =
        Hashing.sha256().hashString(new TreeMap<>(attributes).toString(), UTF_8).toString();
    if (asked.isPresent() || !journal.told(ATTRIBUTES).equals(hash)) {
      options.client.report(asked, attributes);
      journal.tell(ATTRIBUTES, hash);
    }
  }

  /**
   * Tells of an application that came by other means than an action. The first one that this agent
   * sees is not told: it is what the device was made with, or what an action of an earlier agent
   * brought.
   */
  private void tellInstalled(DeviceStatus status) throws IOException {
    Optional<InstalledApplication> application = status.application();
    if (application.isEmpty() || !status.missing().isEmpty()) {
      return;
    }
    String hash = application.get().sha256().toString();
    String before = journal.told(APPLICATION);
    if (hash.equals(before) || isByAction(hash)) {
      journal.tell(APPLICATION, hash);
      return;
    }
    if (!before.isEmpty()) {
      String name = name(application.get());
      String version = version(application.get());
      if (!options.client.installed(name, version)) {
        log.info("The server knows no distribution set {} {}", name, version);
      }
    }
    journal.tell(APPLICATION, hash);
  }

  private boolean isByAction(String hash) {
    return journal
        .action()
        .filter(a -> a.phase().compareTo(Phase.INSTALLING) >= 0)
        .flatMap(ActionRecord::expected)
        .filter(expected -> expected.toString().equals(hash))
        .isPresent();
  }

  /** A release has its name at the server, not in itself. */
  private String name(InstalledApplication application) {
    if (options.releaseName.isPresent()) {
      return options.releaseName.get();
    }
    String learnt = journal.told(NAME);
    return learnt.isEmpty()
        ? Platform.byId(application.prefix().platformId()).map(Platform::name).orElse("application")
        : learnt;
  }

  private static String version(InstalledApplication application) {
    return application
        .product()
        .filter(p -> !p.equals(ProductData.NONE))
        .map(ProductData::version)
        .map(String::valueOf)
        .orElse(Integer.toString(application.prefix().moduleVersion()));
  }
}
