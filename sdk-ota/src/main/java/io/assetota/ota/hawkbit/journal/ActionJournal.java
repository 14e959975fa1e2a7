package io.assetota.ota.hawkbit.journal;

import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonObject;
import io.assetota.ota.hawkbit.journal.ActionRecord.Phase;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an agent must know after a restart: the present action, and what was reported to the server.
 * Written before what it announces is done. Safe for use by several threads.
 */
public final class ActionJournal {
  public static final String FILE = "hawkbit";

  private static final Logger log = LoggerFactory.getLogger(ActionJournal.class);
  private static final int FORMAT = 2;
  private static final int MAX_TEXT = 64 * 1024;

  private final JournalFile file;
  private final String server;
  private Optional<ActionRecord> action = Optional.empty();
  private final Map<String, String> told = new LinkedHashMap<>();

  private ActionJournal(JournalFile file, String server) {
    this.file = file;
    this.server = server;
  }

  /**
   * Opens the journal of a device.
   *
   * @param home the device folder
   * @param server address of its server: with another one, the same ids mean other things
   */
  public static ActionJournal open(Path home, URI server) throws IOException {
    ActionJournal journal =
        new ActionJournal(new JournalFile(home.resolve(FILE)), server.toString());
    Optional<JsonObject> stored = journal.file.read();
    if (stored.isPresent()) {
      journal.load(stored.get());
    }
    return journal;
  }

  private void load(JsonObject stored) {
    try {
      if (stored.integer("format", 0, Long.MAX_VALUE) != FORMAT
          || !stored.text("server", MAX_TEXT).equals(server)) {
        log.info("The journal is of another server or version and begins anew");
        return;
      }
      Optional<JsonObject> known = stored.optionalObject("action");
      if (known.isPresent()) {
        action = Optional.of(ActionRecord.read(known.get()));
      }
      JsonObject said = stored.objectOrEmpty("told");
      for (String what : said.members().keySet()) {
        told.put(what, said.text(what, MAX_TEXT));
      }
    } catch (JsonException | IllegalArgumentException e) {
      log.warn("The journal begins anew, as it is wrong: {}", e.getMessage());
      log.debug("The failure", e);
    }
  }

  public synchronized Optional<ActionRecord> action() {
    return action;
  }

  public synchronized ActionRecord current() {
    return action.orElseThrow();
  }

  /** Begins an action, or continues the present one. */
  public synchronized ActionRecord begin(String id, String content, URI link) throws IOException {
    Optional<ActionRecord> same =
        action.filter(a -> a.id().equals(id) && a.content().equals(content));
    ActionRecord now = same.orElse(ActionRecord.begin(id, content, link)).at(link);
    if (!Optional.of(now).equals(action)) {
      set(now);
    }
    return now;
  }

  public synchronized void change(UnaryOperator<ActionRecord> step) throws IOException {
    set(step.apply(current()));
  }

  /** Records that nothing is left to do for the present action. */
  public synchronized void close() throws IOException {
    if (action.isPresent() && action.get().phase() != Phase.CLOSED) {
      set(action.get().at(Phase.CLOSED));
    }
  }

  private void set(ActionRecord now) throws IOException {
    Optional<ActionRecord> before = action;
    action = Optional.of(now);
    try {
      save();
    } catch (IOException e) {
      action = before;
      throw e;
    }
  }

  /** Returns what was last reported about something; empty if nothing was. */
  public synchronized String told(String what) {
    return told.getOrDefault(what, "");
  }

  public synchronized void tell(String what, String value) throws IOException {
    if (!told(what).equals(value)) {
      told.put(what, value);
      save();
    }
  }

  private void save() throws IOException {
    file.write(
        json -> {
          json.put("format", FORMAT).put("server", server);
          if (action.isPresent()) {
            json.put("action", action.get().fields());
          }
          json.put(
              "told",
              said -> {
                for (Map.Entry<String, String> what : told.entrySet()) {
                  said.put(what.getKey(), what.getValue());
                }
              });
        });
  }
}
