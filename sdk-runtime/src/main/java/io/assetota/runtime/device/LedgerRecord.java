package io.assetota.runtime.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import io.assetota.core.model.AssetHash;
import io.assetota.runtime.event.RunFailure;
import io.assetota.runtime.event.RunFailure.Consequence;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in the file {@code runtime} of a device folder.
 *
 * @param application the application whose starts are counted
 * @param starts how many times in a row it was started
 * @param verdict on a trial that is about to end
 * @param failures the last failure of each of some releases, the oldest first
 */
record LedgerRecord(
    Optional<AssetHash> application,
    int starts,
    Optional<RunFailure> verdict,
    List<RunFailure> failures) {
  static final LedgerRecord EMPTY =
      new LedgerRecord(Optional.empty(), 0, Optional.empty(), List.of());

  private static final Logger log = LoggerFactory.getLogger(LedgerRecord.class);
  private static final int FORMAT = 1;
  private static final ObjectMapper MAPPER = JsonMapper.builder().build();

  LedgerRecord {
    failures = ImmutableList.copyOf(failures);
  }

  String toLine() {
    ObjectNode json = MAPPER.createObjectNode().put("format", FORMAT).put("starts", starts);
    application.ifPresent(hash -> json.put("application", hash.toString()));
    verdict.ifPresent(failure -> json.set("verdict", toJson(failure)));
    failures.forEach(failure -> json.withArray("failures").add(toJson(failure)));
    return json.toString();
  }

  /** Reads what {@link #toLine} wrote; empty if another version wrote it. */
  static Optional<LedgerRecord> parse(String line) {
    try {
      JsonNode json = MAPPER.readTree(line);
      if (json.path("format").asInt() != FORMAT) {
        log.warn("The runtime's file is of another version: starts are counted anew");
        return Optional.empty();
      }
      List<RunFailure> failures = new ArrayList<>();
      json.path("failures").forEach(failure -> failures.add(fromJson(failure)));
      return Optional.of(
          new LedgerRecord(
              json.has("application")
                  ? Optional.of(AssetHash.parse(json.path("application").asText()))
                  : Optional.empty(),
              json.path("starts").asInt(),
              json.has("verdict") ? Optional.of(fromJson(json.get("verdict"))) : Optional.empty(),
              failures));
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      log.warn("The runtime's file can't be understood: starts are counted anew", e);
      return Optional.empty();
    }
  }

  private static ObjectNode toJson(RunFailure failure) {
    ObjectNode json = MAPPER.createObjectNode();
    json.put("application", failure.application().toString()).put("version", failure.version());
    json.put("at", failure.at().toString()).put("starts", failure.starts());
    json.put("reason", failure.reason()).put("consequence", failure.consequence().name());
    failure.lastLines().forEach(json.withArray("lastLines")::add);
    return json;
  }

  private static RunFailure fromJson(JsonNode json) {
    List<String> lines = new ArrayList<>();
    json.path("lastLines").forEach(line -> lines.add(line.asText()));
    return new RunFailure(
        AssetHash.parse(json.path("application").asText()),
        json.path("version").asText(),
        Instant.parse(json.path("at").asText()),
        json.path("starts").asInt(),
        json.path("reason").asText(),
        lines,
        Consequence.valueOf(json.path("consequence").asText()));
  }
}
