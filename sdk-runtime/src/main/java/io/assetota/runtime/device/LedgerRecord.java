package io.assetota.runtime.device;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.ImmutableList;
import io.assetota.core.json.JsonDocument;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonLimits;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.ApplicationId;
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
    Optional<ApplicationId> application,
    int starts,
    Optional<RunFailure> verdict,
    List<RunFailure> failures) {
  static final LedgerRecord EMPTY =
      new LedgerRecord(Optional.empty(), 0, Optional.empty(), List.of());

  private static final Logger log = LoggerFactory.getLogger(LedgerRecord.class);
  private static final int FORMAT = 1;
  private static final int MAX_TEXT = 64 * 1024;
  private static final JsonLimits LIMITS = JsonLimits.of(1024 * 1024).withValues(10_000);

  LedgerRecord {
    failures = ImmutableList.copyOf(failures);
  }

  String toLine() {
    byte[] json =
        JsonWriter.compact(
            out -> {
              out.put("format", FORMAT).put("starts", starts);
              if (application.isPresent()) {
                out.put("application", application.get().toString());
              }
              if (verdict.isPresent()) {
                out.put("verdict", fields(verdict.get()));
              }
              out.putObjects("failures", failures, LedgerRecord::fields);
            });
    return new String(json, UTF_8);
  }

  /** Reads what {@link #toLine} wrote; empty if another version wrote it. */
  static Optional<LedgerRecord> parse(String line) {
    try {
      JsonObject json = JsonDocument.parse(line, "runtime", LIMITS).object();
      if (json.integer("format", 0, Integer.MAX_VALUE) != FORMAT) {
        log.warn("The runtime's file is of another version: starts are counted anew");
        return Optional.empty();
      }
      List<RunFailure> failures = new ArrayList<>();
      for (JsonValue failure : json.listOrEmpty("failures", LIMITS.values())) {
        failures.add(failure(failure.object()));
      }
      Optional<JsonObject> verdict = json.optionalObject("verdict");
      return Optional.of(
          new LedgerRecord(
              json.optionalText("application", MAX_TEXT).map(ApplicationId::parse),
              (int) json.integer("starts", 0, Integer.MAX_VALUE),
              verdict.isPresent() ? Optional.of(failure(verdict.get())) : Optional.empty(),
              failures));
    } catch (JsonException | IllegalArgumentException | DateTimeException e) {
      log.warn("Starts are counted anew, as the runtime's file is wrong: {}", e.getMessage());
      log.debug("The failure", e);
      return Optional.empty();
    }
  }

  private static JsonFields fields(RunFailure failure) {
    return json ->
        json.put("application", failure.application().toString())
            .put("version", failure.version())
            .put("at", failure.at().toString())
            .put("starts", failure.starts())
            .put("reason", failure.reason())
            .put("consequence", failure.consequence().name())
            .putTexts("lastLines", failure.lastLines());
  }

  private static RunFailure failure(JsonObject json) throws JsonException {
    return new RunFailure(
        ApplicationId.parse(json.text("application", MAX_TEXT)),
        json.text("version", MAX_TEXT),
        Instant.parse(json.text("at", MAX_TEXT)),
        (int) json.integer("starts", 0, Integer.MAX_VALUE),
        json.text("reason", MAX_TEXT),
        json.texts("lastLines", LIMITS.values(), MAX_TEXT),
        Consequence.valueOf(json.text("consequence", MAX_TEXT)));
  }
}
