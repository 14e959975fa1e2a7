package io.assetota.ota.hawkbit.journal;

import io.assetota.core.device.TrialEnd;
import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.model.ApplicationId;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Result;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/**
 * The state of the work on an action.
 *
 * @param id the action's id
 * @param content identifies its files: a server that was set up anew uses the same ids again
 * @param link of its deployment
 * @param phase the step that is reached
 * @param expected the application that is installed by it
 * @param trialBefore the end of the trial before that, which is not this action's; empty if there
 *     was none
 * @param last what has to be said at its end
 * @param messages how many status messages were sent
 * @param strikes how often it failed in a way that is unlikely to pass
 * @param note what the server was last told that it waits for
 */
public record ActionRecord(
    String id,
    String content,
    URI link,
    Phase phase,
    Optional<ApplicationId> expected,
    Optional<TrialEnd> trialBefore,
    Optional<DdiFeedback> last,
    int messages,
    int strikes,
    String note) {
  /** Whatever a server says is shorter. */
  private static final int MAX_TEXT = 64 * 1024;

  private static final int MAX_DETAILS = 1000;

  /** The steps of an action; an action never goes back. */
  public enum Phase {
    /** Nothing is done yet. */
    BEGUN,
    /** Everything is fetched. */
    FETCHED,
    /** It is being installed; whether that was committed is read from the device. */
    INSTALLING,
    /** It is installed, and the hook was called. */
    HOOKED,
    /** It has ended, and that has to be reported. */
    CLOSING,
    /** The end was reported, or the server doesn't need it. */
    CLOSED
  }

  public static ActionRecord begin(String id, String content, URI link) {
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

  public ActionRecord at(Phase newPhase) {
    return new ActionRecord(
        id, content, link, newPhase, expected, trialBefore, last, messages, strikes, note);
  }

  /** Returns the action at its beginning, with the number of its messages. */
  public ActionRecord again() {
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

  public ActionRecord at(URI newLink) {
    return new ActionRecord(
        id, content, newLink, phase, expected, trialBefore, last, messages, strikes, note);
  }

  public ActionRecord installing(ApplicationId application, Optional<TrialEnd> trialEnd) {
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

  public ActionRecord closing(DdiFeedback feedback) {
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

  public ActionRecord withMessage() {
    return new ActionRecord(
        id, content, link, phase, expected, trialBefore, last, messages + 1, strikes, note);
  }

  public ActionRecord struck() {
    return new ActionRecord(
        id, content, link, phase, expected, trialBefore, last, messages, strikes + 1, note);
  }

  public ActionRecord noted(String newNote) {
    return new ActionRecord(
        id, content, link, phase, expected, trialBefore, last, messages, strikes, newNote);
  }

  /** Writes what {@link #read} reads. */
  public JsonFields fields() {
    return json -> {
      json.put("id", id).put("content", content).put("link", link.toString());
      json.put("phase", phase.name());
      if (expected.isPresent()) {
        json.put("expected", expected.get().toString());
      }
      if (trialBefore.isPresent()) {
        json.put("trialBefore", fields(trialBefore.get()));
      }
      if (last.isPresent()) {
        json.put("execution", last.get().execution().name())
            .put("result", last.get().result().name())
            .putTexts("details", last.get().details());
      }
      json.put("messages", messages).put("strikes", strikes).put("note", note);
    };
  }

  private static JsonFields fields(TrialEnd end) {
    return json ->
        json.put("application", end.application().toString())
            .put("kind", end.kind().name())
            .put("at", end.at().toString());
  }

  /**
   * Reads what {@link #fields} wrote.
   *
   * @throws JsonException if a field is missing or of another type
   * @throws IllegalArgumentException if a field has another value than could be written
   */
  public static ActionRecord read(JsonObject json) throws JsonException {
    Optional<String> expected = json.optionalText("expected", MAX_TEXT);
    Optional<JsonObject> trialBefore = json.optionalObject("trialBefore");
    return new ActionRecord(
        json.text("id", MAX_TEXT),
        json.text("content", MAX_TEXT),
        URI.create(json.text("link", MAX_TEXT)),
        Phase.valueOf(json.text("phase", MAX_TEXT)),
        expected.map(ApplicationId::parse),
        trialBefore.isPresent() ? Optional.of(trialEnd(trialBefore.get())) : Optional.empty(),
        json.find("execution").isPresent() ? Optional.of(feedback(json)) : Optional.empty(),
        (int) json.integer("messages", 0, Integer.MAX_VALUE),
        (int) json.integer("strikes", 0, Integer.MAX_VALUE),
        json.text("note", MAX_TEXT));
  }

  private static DdiFeedback feedback(JsonObject json) throws JsonException {
    return new DdiFeedback(
        Execution.valueOf(json.text("execution", MAX_TEXT)),
        Result.valueOf(json.text("result", MAX_TEXT)),
        json.texts("details", MAX_DETAILS, MAX_TEXT));
  }

  private static TrialEnd trialEnd(JsonObject json) throws JsonException {
    try {
      return new TrialEnd(
          ApplicationId.parse(json.text("application", MAX_TEXT)),
          TrialEnd.Kind.valueOf(json.text("kind", MAX_TEXT)),
          Instant.parse(json.text("at", MAX_TEXT)));
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
