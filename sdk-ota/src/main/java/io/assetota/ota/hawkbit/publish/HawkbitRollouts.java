package io.assetota.ota.hawkbit.publish;

import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.hawkbit.publish.RolloutWish.Consent;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.report.FailureGroup;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Rolls a distribution set out in hawkBit, in groups that halt when too many of their targets fail.
 *
 * <p>hawkBit differs from our own server: it takes the targets of a group in its own order; it has
 * limits for groups in whole percents, and none for the whole; it waits for no time between groups;
 * and targets that come later have no part.
 */
public final class HawkbitRollouts {
  static final String ROLLOUTS = "rollouts";
  private static final String CONFIRMS = "user.confirmation.flow.enabled";
  private static final int MAX_FILTER = 1024;

  /** Each takes a moment; hawkBit divides a hundred thousand targets in some minutes. */
  private static final int MOST_LOOKS = 600;

  private final ManagementApi api;
  private final RolloutStates states;
  private final Pause pause;

  /** Waits between two looks at a rollout that hawkBit prepares; a port, for tests. */
  @FunctionalInterface
  public interface Pause {
    /**
     * Waits.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    void take() throws InterruptedException;
  }

  /**
   * How far a rollout is.
   *
   * @param status hawkBit's word for it, such as {@code running} or {@code paused}
   * @param group which group it has got to, from 1 on
   * @param groups how many groups there are
   * @param halted the name of the group that halted it; empty if none has
   * @param counts how many targets are in which of hawkBit's states
   * @param failures the targets that failed, up to 50, grouped by their reasons
   */
  public record Progress(
      String status,
      int group,
      int groups,
      String halted,
      Map<String, Long> counts,
      List<FailureGroup> failures) {
    /** Copies the collections. */
    public Progress {
      counts = Map.copyOf(counts);
      failures = List.copyOf(failures);
    }
  }

  /**
   * Creates a client.
   *
   * @param server address of the hawkBit server, http or https
   * @param user of the Management API
   * @param password of that user
   * @param options how requests are sent: proxy, certificates, retries
   * @throws IllegalArgumentException if the address or the user is not possible
   */
  public HawkbitRollouts(URI server, String user, String password, HttpOptions options) {
    this(server, user, password, options, () -> Thread.sleep(Duration.ofMillis(500).toMillis()));
  }

  /**
   * Creates a client.
   *
   * @param server address of the hawkBit server, http or https
   * @param user of the Management API
   * @param password of that user
   * @param options how requests are sent: proxy, certificates, retries
   * @param pause between two looks
   * @throws IllegalArgumentException if the address or the user is not possible
   */
  public HawkbitRollouts(
      URI server, String user, String password, HttpOptions options, Pause pause) {
    api = new ManagementApi(server, user, password, options);
    states = new RolloutStates(api);
    this.pause = pause;
  }

  /**
   * Tells which groups a rollout would have, and changes nothing.
   *
   * @param wish the rollout
   * @return its groups
   * @throws AssetException if hawkBit can't do that, with the reason
   * @throws IOException if the server can't be reached
   */
  public List<RolloutGroup> preview(RolloutWish wish) throws IOException {
    if (wish.targets().isBlank() || wish.targets().length() > MAX_FILTER) {
      throw new AssetException("hawkBit's target filters have 1 to " + MAX_FILTER + " characters");
    }
    if (wish.consent() == Consent.REQUIRED) {
      requireConfirmations();
    }
    List<RolloutGroup> groups = RolloutGroups.of(wish, filter -> api.count("targets", filter));
    if (!api.first(ROLLOUTS, "name==\"" + wish.name().replace("\"", "*") + "\"").isEmpty()) {
      throw new AssetException(
          "there is a rollout with the name \""
              + Printable.text(wish.name())
              + "\": give this one another name");
    }
    return groups;
  }

  /** Where nobody confirms anything, hawkBit would take the wish, and ask nobody. */
  private void requireConfirmations() throws IOException {
    if (!api.get("system/configs/" + CONFIRMS).optionalBoolean("value").orElse(false)) {
      throw new AssetException(
          "nobody can confirm a rollout in hawkBit: switch that on there ("
              + CONFIRMS
              + "), or ask for no confirmation");
    }
  }

  /**
   * Makes a rollout, and starts it.
   *
   * @param wish the rollout
   * @param distributionSet what its targets get
   * @return its number
   * @throws AssetException if hawkBit refuses it, or divides the targets otherwise than planned;
   *     then nothing is started
   * @throws IOException if the server can't be reached
   */
  public long start(RolloutWish wish, long distributionSet) throws IOException {
    List<RolloutGroup> groups = preview(wish);
    long id =
        HawkbitJson.count(
            api.createOne(ROLLOUTS, json -> write(json, wish, groups, distributionSet)), "id");
    awaitReady(id);
    requireAsPlanned(id, groups);
    api.act("POST", ROLLOUTS + "/" + id + "/start");
    return id;
  }

  private static void write(
      JsonWriter json, RolloutWish wish, List<RolloutGroup> groups, long distributionSet)
      throws IOException {
    json.put("name", wish.name())
        .put("description", "made by asset-ota publish")
        .put("distributionSetId", distributionSet)
        .put("targetFilterQuery", wish.targets())
        .put("type", wish.mode().type());
    if (wish.consent() == Consent.REQUIRED) {
      json.put("confirmationRequired", true);
    }
    json.putObjects(
        "groups",
        groups,
        group ->
            fields(
                group,
                wish.hold() == RolloutWish.Hold.AFTER_FIRST_GROUP && group.equals(groups.get(0))));
  }

  private static JsonFields fields(RolloutGroup group, boolean hold) {
    return json -> {
      json.put("name", group.name());
      if (!group.filter().isEmpty()) {
        json.put("targetFilterQuery", group.filter());
      }
      // As a number with a fraction: whole percents are too coarse for a small group.
      json.putDecimal("targetPercentage", group.percent())
          .put("successCondition", threshold(group.successPercent()))
          .put("successAction", action(hold ? "PAUSE" : "NEXTGROUP"))
          .put("errorCondition", threshold(group.errorPercent()))
          .put("errorAction", action("PAUSE"));
    };
  }

  private static JsonFields threshold(int percent) {
    return json -> json.put("condition", "THRESHOLD").put("expression", Integer.toString(percent));
  }

  private static JsonFields action(String name) {
    return json -> json.put("action", name).put("expression", "");
  }

  private void awaitReady(long id) throws IOException {
    for (int look = 0; look < MOST_LOOKS; look++) {
      String status = HawkbitJson.lenient(api.get(ROLLOUTS, id), "status");
      switch (status) {
        case "ready" -> {
          return;
        }
        case "waiting_for_approval" ->
            throw new AssetException(
                "rollout " + id + " waits for an approval: give it in hawkBit, and start it there");
        case "creating" -> sleep();
        default ->
            throw new AssetException(
                "rollout " + id + " is " + Printable.text(status) + " before it was started");
      }
    }
    throw new AssetException(
        "hawkBit still divides the targets of rollout " + id + ": start it there when it is ready");
  }

  private void sleep() throws InterruptedIOException {
    try {
      pause.take();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while hawkBit prepares the rollout");
    }
  }

  /** Other versions of hawkBit take the percents of what earlier groups leave. */
  private void requireAsPlanned(long id, List<RolloutGroup> planned) throws IOException {
    List<JsonObject> made = states.groups(id);
    for (int i = 0; i < planned.size(); i++) {
      long targets = i < made.size() ? HawkbitJson.count(made.get(i), "totalTargets") : 0;
      if (targets != planned.get(i).targets()) {
        api.act("DELETE", ROLLOUTS + "/" + id);
        throw new AssetException(
            "hawkBit puts "
                + targets
                + " targets into "
                + planned.get(i).name()
                + " instead of "
                + planned.get(i).targets()
                + ", so the rollout was not started: give its devices a tag, and the wave"
                + " tag:NAME");
      }
    }
  }

  /**
   * Tells how far a rollout is.
   *
   * @param id its number
   * @return its status, counts and failures
   * @throws IOException if the server can't be reached, or there is no such rollout
   */
  public Progress progress(long id) throws IOException {
    return states.progress(id);
  }
}
