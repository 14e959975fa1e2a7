package io.assetota.ota.hawkbit.agent;

import io.assetota.ota.hawkbit.ddi.DdiClient;
import io.assetota.ota.hawkbit.ddi.DdiFeedback;
import io.assetota.ota.hawkbit.ddi.DdiFeedback.Execution;
import io.assetota.ota.hawkbit.ddi.DdiReply;
import io.assetota.ota.hawkbit.journal.ActionJournal;
import io.assetota.ota.hawkbit.journal.ActionRecord;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Status messages about the present action, for people at the server; they may get lost. Their
 * number is limited: a server takes 1,000 statuses of an action, and the last one must be among
 * them.
 */
final class ActionMessages {
  static final int MOST = 200;

  private static final Logger log = LoggerFactory.getLogger(ActionMessages.class);

  /** The pause after the server refused a message: as long as it could ask for. */
  private static final Duration SILENCE = Duration.ofMinutes(5);

  private final DdiClient client;
  private final InstantSource clock;
  private final ActionJournal journal;
  private Instant silentUntil = Instant.MIN;

  ActionMessages(DdiClient client, InstantSource clock, ActionJournal journal) {
    this.client = client;
    this.clock = clock;
    this.journal = journal;
  }

  /** Sends a message unless it is the same as the last one, also across restarts. */
  DdiReply note(Execution execution, String text) throws IOException {
    if (journal.current().note().equals(text)) {
      return DdiReply.TAKEN;
    }
    journal.change(a -> a.noted(text));
    return say(execution, text);
  }

  /** Sends a message about the present action; without an answer, it counts as taken. */
  synchronized DdiReply say(Execution execution, String detail) {
    ActionRecord action = journal.current();
    if (action.messages() >= MOST || clock.instant().isBefore(silentUntil)) {
      return DdiReply.TAKEN;
    }
    try {
      journal.change(ActionRecord::withMessage);
      return client.feedbackOnce(action.link(), DdiFeedback.of(execution, detail));
    } catch (InterruptedIOException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      silentUntil = clock.instant().plus(SILENCE);
      log.info("The status \"{}\" was not sent: {}", detail, e.getMessage());
    }
    return DdiReply.TAKEN;
  }
}
