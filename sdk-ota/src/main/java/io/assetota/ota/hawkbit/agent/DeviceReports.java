package io.assetota.ota.hawkbit.agent;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.Trial;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.DeviceTags;
import io.assetota.ota.report.PartAttributes;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reports the device to the server: when it asks, and when something has changed. */
final class DeviceReports {
  private static final Logger log = LoggerFactory.getLogger(DeviceReports.class);
  private static final String ATTRIBUTES = "attributes";

  /** The application that was reported last: its SHA-256, or {@value #NONE}. */
  private static final String APPLICATION = "application";

  private static final String NONE = "none";

  private final HawkbitOptions options;
  private final ActionJournal journal;
  private final InstalledReport installed;
  private final QuietHour silence;

  DeviceReports(HawkbitOptions options, ActionJournal journal) {
    this.options = options;
    this.journal = journal;
    this.installed = new InstalledReport(options, journal);
    this.silence = new QuietHour(options.timing().clock());
  }

  /**
   * Reports the attributes if necessary. A server that refuses them does not stop updates.
   *
   * @param asked where the server wants them, if it asks
   * @return whether this was the first report of this device
   */
  boolean tell(Optional<URI> asked) throws IOException {
    boolean isNew = journal.told(ATTRIBUTES).isEmpty();
    DeviceStatus status = options.device().status();
    noteFirst(status);
    Map<String, String> others = new LinkedHashMap<>(options.runs().attributes());
    others.putAll(PartAttributes.of(status).toMap());
    options.tags().ifPresent(tags -> others.put(DeviceTags.ATTRIBUTE, tags));
    Map<String, String> attributes = DeviceAttributes.of(status).toMapWith(others);
    String hash = hash(attributes);
    if ((asked.isPresent() || !journal.told(ATTRIBUTES).equals(hash)) && !silence.isKept(hash)) {
      tell(asked, attributes, hash);
    }
    return isNew && !journal.told(ATTRIBUTES).isEmpty();
  }

  /** The same for the same names and values, in any order. */
  private static String hash(Map<String, String> attributes) {
    Hasher hasher = Hashing.sha256().newHasher();
    new TreeMap<>(attributes)
        .forEach(
            (name, value) -> {
              hasher.putInt(name.length()).putUnencodedChars(name);
              hasher.putInt(value.length()).putUnencodedChars(value);
            });
    return hasher.hash().toString();
  }

  private void tell(Optional<URI> asked, Map<String, String> attributes, String hash)
      throws IOException {
    try {
      options
          .client()
          .report(asked, attributes)
          .forEach((name, why) -> log.warn("The server refuses the attribute {}: {}", name, why));
      journal.tell(ATTRIBUTES, hash);
    } catch (SourceException e) {
      if (e.kind() != SourceException.Kind.TEMPORARY) {
        silence.keep(hash);
      }
      log.warn("The attributes of the device were not reported: {}", e.getMessage());
    }
  }

  /**
   * The first application that this agent sees is not reported: the device was made with it, or an
   * action of an earlier agent installed it.
   */
  private void noteFirst(DeviceStatus status) throws IOException {
    if (journal.told(APPLICATION).isEmpty()) {
      journal.tell(APPLICATION, hash(status.trial().map(Trial::previous).or(status::application)));
    }
  }

  /** Records that an action has reported the device's application. */
  static void noteTold(ActionJournal journal, DeviceStatus status) throws IOException {
    journal.tell(APPLICATION, hash(status.application()));
  }

  private static String hash(Optional<InstalledApplication> application) {
    return application.map(a -> a.id().toString()).orElse(NONE);
  }

  /**
   * Reports an application that the server doesn't know of: it was installed by other means, or its
   * action was over for the server before it ended. Only while no action is pending, since hawkBit
   * ignores it otherwise, and not before an application on trial is confirmed.
   *
   * @param last what the server has as installed
   */
  void tellInstalled(Optional<URI> last) throws IOException {
    DeviceStatus status = options.device().status();
    String now = hash(status.application());
    if (status.trial().isPresent()
        || !status.isComplete()
        || now.equals(journal.told(APPLICATION))) {
      return;
    }
    if (status.application().isEmpty() || installed.tell(status.application().get(), last)) {
      journal.tell(APPLICATION, now);
    }
  }
}
