package io.assetota.ota.hawkbit.agent;

import io.assetota.core.device.InstalledApplication;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Platform;
import io.assetota.ota.hawkbit.ddi.DdiClient.Installed;
import io.assetota.ota.hawkbit.ddi.DdiDeployment;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.http.SourceException;
import java.io.IOException;
import java.net.URI;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports a release that was installed by other means. It counts as reported when the server has
 * recorded it, or shows it as installed.
 */
final class InstalledReport {
  /** Key of the name that the device's releases have at the server. */
  static final String NAME = "name";

  private static final Logger log = LoggerFactory.getLogger(InstalledReport.class);

  private final HawkbitOptions options;
  private final ActionJournal journal;
  private final QuietHour silence;

  InstalledReport(HawkbitOptions options, ActionJournal journal) {
    this.options = options;
    this.journal = journal;
    this.silence = new QuietHour(options.timing().clock());
  }

  /** A distribution set, as it is called at the server. */
  private record Release(String name, String version) {
    @Override
    public String toString() {
      return name + " " + version;
    }
  }

  /**
   * Reports it, unless it was refused within the last hour.
   *
   * @param last where the server shows what it has as installed
   * @return whether the server has it as installed now
   */
  boolean tell(InstalledApplication application, Optional<URI> last) throws IOException {
    Release release = new Release(name(application), application.release());
    String what = application.id() + " " + release;
    if (silence.isKept(what)) {
      return false;
    }
    try {
      if (isTaken(release, last)) {
        return true;
      }
    } catch (SourceException e) {
      log.warn(
          "The server refuses the report that {} is installed, which is repeated later: {}",
          release,
          e.getMessage());
    }
    silence.keep(what);
    return false;
  }

  private boolean isTaken(Release release, Optional<URI> last) throws IOException {
    Installed reply = say(release);
    if (reply == Installed.UNKNOWN) {
      log.info("The server knows no distribution set {}", release);
    }
    if (reply != Installed.UNCHANGED) {
      return reply == Installed.TAKEN;
    }
    Optional<Release> before = last.isPresent() ? shown(last.get()) : Optional.empty();
    if (before.isEmpty() || before.get().equals(release)) {
      return before.isPresent();
    }
    // The set is assigned but not installed: an action has only downloaded it. hawkBit accepts
    // reports about sets that are not assigned, so the installed one is reported first.
    return say(before.get()) == Installed.TAKEN && say(release) == Installed.TAKEN;
  }

  private Installed say(Release release) throws IOException {
    return options.client().installed(release.name(), release.version());
  }

  /** Returns what the server shows as installed; a set has the name of its module. */
  private Optional<Release> shown(URI last) throws IOException {
    try {
      Optional<DdiDeployment> deployment = options.client().deployment(last);
      return deployment.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new Release(deployment.get().module().name(), deployment.get().module().version()));
    } catch (SourceException e) {
      throw e;
    } catch (AssetException e) {
      return Optional.empty(); // not one of ours
    }
  }

  /** Returns the name of the release at the server, which the device may know from an action. */
  private String name(InstalledApplication application) {
    String learnt = options.releaseName().orElse(journal.told(NAME));
    return learnt.isEmpty()
        ? application
            .name()
            .or(() -> Platform.byId(application.prefix().platformId()).map(Platform::name))
            .orElse("application")
        : learnt;
  }
}
