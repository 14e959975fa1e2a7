package io.assetota.core.store;

import io.assetota.core.device.PartVersion;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which version each part behind the board has. Only the process that has the role of the
 * application writes the file; others look at it. Guarded by {@link DeviceState}.
 */
final class PartVersions {
  private static final Logger log = LoggerFactory.getLogger(PartVersions.class);
  private static final String HEADING = "asset-ota parts 1";
  private static final String PART = "part";

  private final RecordFile file;
  private final Map<String, PartVersion> parts = new LinkedHashMap<>();

  private PartVersions(DeviceFiles files) {
    this.file = new RecordFile(files, "", "parts", HEADING);
  }

  /** Reads them without changing anything. To lose them is harmless. */
  static PartVersions look(DeviceFiles files) throws IOException {
    PartVersions versions = new PartVersions(files);
    try {
      for (List<String> fields : versions.file.read().orElse(List.of())) {
        if (versions.parts.size() < PartVersion.MAX_PARTS && fields.get(0).equals(PART)) {
          PartVersion part = part(fields);
          versions.parts.put(part.part(), part);
        }
      }
      return versions;
    } catch (AssetException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | DateTimeException e) {
      log.warn("The versions of parts are unknown until they are installed: {}", e.getMessage());
      return new PartVersions(files);
    }
  }

  /** Begins with none where they can't be read. */
  static PartVersions none(DeviceFiles files) {
    return new PartVersions(files);
  }

  void recover() throws IOException {
    file.recover();
  }

  List<PartVersion> list() {
    return List.copyOf(parts.values());
  }

  void put(PartVersion part) throws IOException {
    if (!parts.containsKey(part.part()) && parts.size() == PartVersion.MAX_PARTS) {
      log.warn(
          "The version of {} is not kept: the device has {} parts already",
          part.part(),
          PartVersion.MAX_PARTS);
      return;
    }
    parts.put(part.part(), part);
    write();
  }

  /** Forgets those whose assets are gone. */
  void retain(Set<String> assets) throws IOException {
    if (parts.values().removeIf(part -> !assets.contains(part.asset()))) {
      write();
    }
  }

  private void write() throws IOException {
    file.write(
        parts.values().stream()
            .map(p -> List.of(PART, p.part(), p.version().orElse(""), p.asset(), p.at().toString()))
            .toList());
  }

  private static PartVersion part(List<String> fields) {
    return new PartVersion(
        fields.get(1), Optional.of(fields.get(2)), fields.get(3), Instant.parse(fields.get(4)));
  }
}
