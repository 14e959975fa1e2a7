package io.assetota.ota.hawkbit.publish;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.collect.Lists;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonWriter;
import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;

/**
 * Brings a fleet into hawkBit: targets, their tags and tokens, and what is installed on them. It
 * only adds what is missing, so it may be repeated after any interruption, and takes nothing away.
 */
public final class HawkbitFleet {
  private static final String TARGETS = "targets";
  private static final String TAGS = "targettags";

  /** hawkBit answers with each target that it made, and the answer has its limit. */
  private static final int BATCH = 200;

  /** A target that hawkBit has never assigned anything to has one of these. */
  private static final Set<String> WITHOUT_RELEASE = Set.of("unknown", "registered");

  private final ManagementApi api;

  /**
   * Creates a client.
   *
   * @param server address of the hawkBit server, http or https
   * @param user of the Management API
   * @param password of that user
   * @param options how requests are sent: proxy, certificates, retries
   * @throws IllegalArgumentException if the address or the user is not possible
   */
  public HawkbitFleet(URI server, String user, String password, HttpOptions options) {
    api = new ManagementApi(server, user, password, options);
  }

  /** A target that is there. */
  private record Existing(boolean withoutRelease, String token) {}

  /**
   * Compares a fleet with what hawkBit has, and changes nothing.
   *
   * @param fleet the targets that it should have, each once
   * @return what is missing
   * @throws IOException if the server can't be read
   */
  public FleetGap gap(List<FleetTarget> fleet) throws IOException {
    Map<String, Existing> existing = existing(fleet);
    List<FleetTarget> missing = new ArrayList<>();
    SortedMap<String, String> tokens = new TreeMap<>();
    SortedMap<String, List<String>> tagged = new TreeMap<>();
    Set<String> withoutRelease = new LinkedHashSet<>();
    for (FleetTarget target : fleet) {
      Optional<Existing> found = Optional.ofNullable(existing.get(target.id()));
      if (found.isEmpty()) {
        missing.add(target);
      } else if (target.token().isPresent() && !found.get().token().equals(target.token().get())) {
        tokens.put(target.id(), target.token().get());
      }
      if (found.isEmpty() || found.get().withoutRelease()) {
        withoutRelease.add(target.id());
      }
      for (String tag : target.tags()) {
        tagged.computeIfAbsent(tag, name -> new ArrayList<>()).add(target.id());
      }
    }
    return new FleetGap(missing, tokens, missingTags(tagged), tagged, withoutRelease);
  }

  private Map<String, Existing> existing(List<FleetTarget> fleet) throws IOException {
    Set<String> ids = new HashSet<>();
    fleet.forEach(target -> ids.add(target.id()));
    Map<String, Existing> existing = new HashMap<>();
    api.each(
        TARGETS + "?sort=id:ASC",
        target -> {
          String id = HawkbitJson.lenient(target, "controllerId");
          if (ids.contains(id)) {
            existing.put(
                id,
                new Existing(
                    WITHOUT_RELEASE.contains(HawkbitJson.lenient(target, "updateStatus")),
                    HawkbitJson.lenient(target, "securityToken")));
          }
        });
    return existing;
  }

  /** Returns the tags that are missing, and leaves the targets that lack the others. */
  private SortedSet<String> missingTags(SortedMap<String, List<String>> tagged) throws IOException {
    SortedSet<String> missing = new TreeSet<>(tagged.keySet());
    for (Map.Entry<String, Long> tag : tagIds().entrySet()) {
      if (!missing.remove(tag.getKey())) {
        continue;
      }
      Set<String> have = new HashSet<>();
      api.each(
          TAGS + "/" + tag.getValue() + "/assigned?sort=id:ASC",
          target -> have.add(HawkbitJson.lenient(target, "controllerId")));
      List<String> lack = new ArrayList<>(tagged.get(tag.getKey()));
      lack.removeAll(have);
      if (lack.isEmpty()) {
        tagged.remove(tag.getKey());
      } else {
        tagged.put(tag.getKey(), lack);
      }
    }
    return missing;
  }

  private Map<String, Long> tagIds() throws IOException {
    Map<String, Long> ids = new HashMap<>();
    api.each(
        TAGS + "?sort=id:ASC",
        tag -> ids.put(HawkbitJson.lenient(tag, "name"), HawkbitJson.count(tag, "id")));
    return ids;
  }

  /**
   * Makes what is missing.
   *
   * @param gap what is missing
   * @param progress is told how many changes are made, of {@link #changes}
   * @throws IOException if the server can't be reached, or refuses something; what is made till
   *     then stays
   */
  public void fill(FleetGap gap, LongConsumer progress) throws IOException {
    Steps steps = new Steps(progress);
    for (List<FleetTarget> batch : Lists.partition(gap.targets(), BATCH)) {
      api.send("POST", TARGETS, JsonWriter.compactList(batch, HawkbitFleet::target));
      steps.done(batch.size());
    }
    for (Map.Entry<String, String> token : gap.tokens().entrySet()) {
      api.send(
          "PUT",
          TARGETS + "/" + URLEncoder.encode(token.getKey(), UTF_8),
          JsonWriter.compact(json -> json.put("securityToken", token.getValue())));
      steps.done(1);
    }
    Map<String, Long> ids = new HashMap<>();
    for (String tag : gap.tags()) {
      ids.put(tag, HawkbitJson.count(api.create(TAGS, json -> json.put("name", tag)), "id"));
      steps.done(1);
    }
    if (!ids.keySet().containsAll(gap.tagged().keySet())) {
      ids.putAll(tagIds());
    }
    for (Map.Entry<String, List<String>> tag : gap.tagged().entrySet()) {
      Long id = ids.get(tag.getKey());
      if (id == null) {
        throw new AssetException(
            "the tag " + tag.getKey() + " was deleted in hawkBit meanwhile: do it again");
      }
      for (List<String> batch : Lists.partition(tag.getValue(), BATCH)) {
        api.send("POST", TAGS + "/" + id + "/assigned", JsonWriter.compactTexts(batch));
        steps.done(batch.size());
      }
    }
  }

  /**
   * Counts the changes that a gap takes.
   *
   * @param gap what is missing
   * @return how many there are, for progress
   */
  public static long changes(FleetGap gap) {
    return (long) gap.targets().size()
        + gap.tokens().size()
        + gap.tags().size()
        + gap.tagAssignments();
  }

  private static JsonFields target(FleetTarget target) {
    return json ->
        json.put("controllerId", target.id())
            .put("name", target.id())
            .put("securityToken", target.token());
  }

  /**
   * Tells hawkBit that targets have a distribution set already. It makes an action that is finished
   * at once, and the devices get nothing.
   *
   * @param distributionSet id of the set
   * @param ids those of {@link FleetGap#withoutRelease}: of others, hawkBit knows better
   * @throws IOException if the server can't be reached, or refuses it
   */
  public void installed(long distributionSet, List<String> ids) throws IOException {
    for (List<String> batch : Lists.partition(ids, BATCH)) {
      api.send(
          "POST",
          ManagementApi.SETS + "/" + distributionSet + "/assignedTargets?offline=true",
          JsonWriter.compactList(batch, id -> json -> json.put("id", id)));
    }
  }

  /** Adds up. */
  private static final class Steps {
    private final LongConsumer progress;
    private long done;

    private Steps(LongConsumer progress) {
      this.progress = progress;
    }

    void done(int more) {
      done += more;
      progress.accept(done);
    }
  }
}
