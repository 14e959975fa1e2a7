package io.assetota.ota.operator;

import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What an operator does with a fleet: tags and selections of devices, rollouts that are under way,
 * and releases that nobody shall get. Failures are those of {@link OperatorApi}.
 */
public final class FleetApi {
  private static final String ROLLOUTS = "api/v1/rollouts/";
  private static final String RELEASES = "api/v1/releases/";
  private static final String SELECTIONS = "api/v1/selections";
  private static final String TAGS = "api/v1/tags";
  private static final int MAX_TEXT = 4096;

  private final OperatorRequests requests;

  FleetApi(OperatorRequests requests) {
    this.requests = requests;
  }

  /** What can be done with a rollout that is under way. */
  public enum Change {
    /** Nothing new begins. */
    PAUSE,
    /** It goes on. */
    RESUME,
    /** It ends. */
    CANCEL
  }

  /**
   * A rollout in a list.
   *
   * @param id its number
   * @param release the number of its release
   * @param target which devices it is for
   * @param installation how these install it
   * @param state its state
   * @param counts how many devices are in which state
   * @param reason why it doesn't go on; else empty
   */
  public record Entry(
      long id,
      long release,
      String target,
      Installation installation,
      String state,
      Map<String, Long> counts,
      String reason) {
    /** Copies the counts. */
    public Entry {
      counts = Map.copyOf(counts);
    }
  }

  /**
   * A question about devices that has a name.
   *
   * @param name its name
   * @param query the question
   * @param devices how many devices it finds now
   */
  public record Selection(String name, String query, long devices) {}

  /**
   * Lists the newest rollouts.
   *
   * @return up to 1000, the newest first
   * @throws IOException if the server can't be reached
   */
  public List<Entry> rollouts() throws IOException {
    List<Entry> entries = new ArrayList<>();
    for (JsonObject rollout : requests.list("api/v1/rollouts")) {
      Map<String, Long> counts = new TreeMap<>();
      for (Map.Entry<String, JsonValue> count : rollout.object("actions").members().entrySet()) {
        counts.put(count.getKey(), count.getValue().integer(0, JsonValue.MAX_INTEGER));
      }
      entries.add(
          new Entry(
              rollout.integer("id", 1, JsonValue.MAX_INTEGER),
              rollout.integer("release", 1, JsonValue.MAX_INTEGER),
              (rollout.text("target", MAX_TEXT) + " " + rollout.text("targetName", MAX_TEXT))
                  .strip(),
              Installation.read(rollout),
              rollout.text("state", MAX_TEXT),
              counts,
              rollout.text("reason", MAX_TEXT)));
    }
    return entries;
  }

  /**
   * Changes a rollout that is under way.
   *
   * @param rollout its number
   * @param change what to do with it
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void change(long rollout, Change change) throws IOException {
    requests.once(ROLLOUTS + rollout + "/" + change.name().toLowerCase(Locale.ROOT));
  }

  /**
   * Blocks a release: its rollouts end, and nobody gets it any more.
   *
   * @param release its number
   * @param reason why, for people
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void block(long release, String reason) throws IOException {
    requests.change(
        "POST", RELEASES + release + "/block", Optional.of(json -> json.put("reason", reason)));
  }

  /**
   * Lets a release be rolled out again.
   *
   * @param release its number
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void unblock(long release) throws IOException {
    requests.once(RELEASES + release + "/unblock");
  }

  /**
   * Returns the tags of all devices.
   *
   * @return how many devices have each, by its name
   * @throws IOException if the server can't be reached
   */
  public Map<String, Long> tags() throws IOException {
    Map<String, Long> tags = new TreeMap<>();
    for (JsonObject tag : requests.list(TAGS)) {
      tags.put(tag.text("tag", MAX_TEXT), tag.integer("devices", 0, JsonValue.MAX_INTEGER));
    }
    return tags;
  }

  /**
   * Gives devices tags, and takes others away.
   *
   * @param devices their names
   * @param add the tags that they get
   * @param remove the tags that they lose
   * @throws IOException if the server refuses it, or can't be reached; then nothing has changed
   */
  public void tag(Set<String> devices, Set<String> add, Set<String> remove) throws IOException {
    requests.change(
        "POST",
        TAGS,
        Optional.of(
            json ->
                json.putTexts("devices", List.copyOf(devices))
                    .putTexts("add", List.copyOf(add))
                    .putTexts("remove", List.copyOf(remove))));
  }

  /**
   * Lists the selections by their names.
   *
   * @return all of them
   * @throws IOException if the server can't be reached
   */
  public List<Selection> selections() throws IOException {
    List<Selection> selections = new ArrayList<>();
    for (JsonObject selection : requests.list(SELECTIONS)) {
      selections.add(
          new Selection(
              selection.text("name", MAX_TEXT),
              selection.text("query", MAX_TEXT),
              selection.integer("devices", 0, JsonValue.MAX_INTEGER)));
    }
    return selections;
  }

  /**
   * Saves a question under a name, in place of an earlier one.
   *
   * @param name its name
   * @param query the question
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void saveSelection(String name, String query) throws IOException {
    requests.change("PUT", selection(name), Optional.of(json -> json.put("query", query)));
  }

  /**
   * Deletes a selection. Rollouts to it go on.
   *
   * @param name its name
   * @throws IOException if the server refuses it, or can't be reached
   */
  public void deleteSelection(String name) throws IOException {
    requests.change("DELETE", selection(name), Optional.empty());
  }

  private static String selection(String name) {
    return SELECTIONS + "/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
