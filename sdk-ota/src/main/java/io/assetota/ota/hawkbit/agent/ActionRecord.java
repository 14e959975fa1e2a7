package io.assetota.ota.hawkbit.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.model.AssetHash;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Result;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How far the work on an action is.
 *
 * @param id the action's id
 * @param content what it is about: a server that was set up anew uses the same ids again
 * @param link of its deployment
 * @param phase how far
 * @param expected the application that was about to be installed
 * @param trialBefore the end of the trial before that, which is not this action's; empty if there
 *     was none
 * @param last what has to be said at its end
 * @param messages how often the server was told of it
 * @param strikes how often it failed in a way that hardly passes
 * @param note what the server was last told that it waits for
 */
record ActionRecord(
    String id,
    String content,
    URI link,
    Phase phase,
    Optional<AssetHash> expected,
    Optional<TrialEnd> trialBefore,
    Optional<DdiFeedback> last,
    int messages,
    int strikes,
    String note) {
  /** The steps of an action, none of which is gone back. */
  enum Phase {
    /** Nothing counts yet. */
    BEGUN,
    /** All has come. */
    FETCHED,
    /** It is being installed: whether it is, the device knows. */
    INSTALLING,
    /** It is installed, and the hook was called. */
    HOOKED,
    /** It has ended, which the server has to be told. */
    CLOSING,
    /** The server knows, or doesn't care. */
    CLOSED
  }

  static ActionRecord begin(String id, String content, URI link) {
    return new ActionRecord(
        id,
        content,
        link,
        Phase.BEGUN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        0,
        0,
        "");
  }

  ActionRecord at(Phase newPhase) {
    return new ActionRecord(
        id, content, link, newPhase, expected, trialBefore, last, messages, strikes, note);
  }

  /** From the beginning, but for what was said. */
  ActionRecord again() {
    return new ActionRecord(
        id,
        content,
        link,
        Phase.BEGUN,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        messages,
        0,
        "");
  }

  ActionRecord at(URI newLink) {
    return new ActionRecord(
        id, content, newLink, phase, expected, trialBefore, last, messages, strikes, note);
  }

  ActionRecord installing(AssetHash application, Optional<TrialEnd> trialEnd) {
    return new ActionRecord(
        id,
        content,
        link,
        Phase.INSTALLING,
        Optional.of(application),
        trialEnd,
        last,
        messages,
        strikes,
        note);
  }

  ActionRecord closing(DdiFeedback feedback) {
    return new ActionRecord(
        id,
        content,
        link,
        Phase.CLOSING,
        expected,
        trialBefore,
        Optional.of(feedback),
        messages,
        strikes,
        note);
  }

  ActionRecord withMessage() {
    return new ActionRecord(
        id, content, link, phase, expected, trialBefore, last, messages + 1, strikes, note);
  }

  ActionRecord struck() {
    return new ActionRecord(
        id, content, link, phase, expected, trialBefore, last, messages, strikes + 1, note);
  }

  ActionRecord noted(String newNote) {
    return new ActionRecord(
        id, content, link, phase, expected, trialBefore, last, messages, strikes, newNote);
  }

  ObjectNode toJson() {
    ObjectNode json = HawkbitJson.object();
    json.put("id", id).put("content", content).put("link", link.toString());
    json.put("phase", phase.name());
    expected.ifPresent(hash -> json.put("expected", hash.toString()));
    trialBefore.ifPresent(
        end ->
            json.putObject("trialBefore")
                .put("application", end.application().toString())
                .put("kind", end.kind().name())
                .put("at", end.at().toString()));
    last.ifPresent(
        feedback -> {
          json.put("execution", feedback.execution().name());
          json.put("result", feedback.result().name());
          ArrayNode details = json.putArray("details");
          feedback.details().forEach(details::add);
        });
    return json.put("messages", messages).put("strikes", strikes).put("note", note);
  }

  /** Reads what {@link #toJson} wrote; anything else is a runtime exception. */
  static ActionRecord fromJson(JsonNode json) {
    List<String> details = new ArrayList<>();
    json.path("details").forEach(detail -> details.add(detail.asText()));
    return new ActionRecord(
        json.path("id").asText(),
        json.path("content").asText(),
        URI.create(json.path("link").asText()),
        Phase.valueOf(json.path("phase").asText()),
        json.has("expected")
            ? Optional.of(AssetHash.parse(json.path("expected").asText()))
            : Optional.empty(),
        json.has("trialBefore") ? Optional.of(trialEnd(json.get("trialBefore"))) : Optional.empty(),
        json.has("execution")
            ? Optional.of(
                new DdiFeedback(
                    Execution.valueOf(json.path("execution").asText()),
                    Result.valueOf(json.path("result").asText()),
                    details))
            : Optional.empty(),
        json.path("messages").asInt(),
        json.path("strikes").asInt(),
        json.path("note").asText());
  }

  private static TrialEnd trialEnd(JsonNode json) {
    try {
      return new TrialEnd(
          AssetHash.parse(json.path("application").asText()),
          TrialEnd.Kind.valueOf(json.path("kind").asText()),
          Instant.parse(json.path("at").asText()));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
