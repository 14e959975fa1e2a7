package io.assetota.ota.hawkbit.ddi;

import io.assetota.core.json.JsonException;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Artifact;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Handling;
import io.assetota.ota.hawkbit.ddi.DdiDeployment.Module;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.http.Origin;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the answers of DDI, within bounds: the server is not trusted. */
final class DdiAnswers {
  private static final int MAX_ID = 64;
  private static final int MAX_TEXT = 256;
  private static final int MAX_LINK = 4096;
  private static final int MAX_MODULES = 64;

  /** HawkBit's own quota. */
  private static final int MAX_ARTIFACTS = 50;

  private static final int MAX_METADATA = 100;
  private static final int MAX_METADATA_VALUE = 4000;
  private static final Duration USUAL_INTERVAL = Duration.ofMinutes(5);
  private static final Pattern SLEEP = Pattern.compile("(\\d{1,4}):([0-5]\\d):([0-5]\\d)");

  private DdiAnswers() {}

  static DdiPoll poll(JsonObject answer, URI from) throws JsonException {
    JsonObject polling = answer.objectOrEmpty("config").objectOrEmpty("polling");
    JsonObject links = answer.objectOrEmpty("_links");
    return new DdiPoll(
        interval(polling),
        required(links, "deploymentBase", from),
        required(links, "confirmationBase", from),
        required(links, "cancelAction", from),
        required(links, "installedBase", from),
        required(links, "configData", from));
  }

  private static Duration interval(JsonObject polling) throws JsonException {
    Optional<String> sleep = HawkbitJson.textOrNone(polling, "sleep", MAX_TEXT);
    if (sleep.isEmpty()) {
      return USUAL_INTERVAL;
    }
    Matcher time = SLEEP.matcher(sleep.get());
    if (!time.matches()) {
      throw polling.problem("sleep", "is not a time like 00:05:00");
    }
    return Duration.ofHours(Long.parseLong(time.group(1)))
        .plusMinutes(Long.parseLong(time.group(2)))
        .plusSeconds(Long.parseLong(time.group(3)));
  }

  /** Reads a deployment, which a confirmation has under another name. */
  static DdiDeployment deployment(JsonObject answer, String name, URI from) throws JsonException {
    JsonObject deployment = answer.object(name);
    List<Module> modules = new ArrayList<>();
    for (JsonValue chunk : deployment.listOrEmpty("chunks", MAX_MODULES)) {
      modules.add(module(chunk.object(), from));
    }
    return new DdiDeployment(
        HawkbitJson.text(answer, "id", MAX_ID),
        handling(deployment, "download"),
        handling(deployment, "update"),
        window(deployment),
        modules);
  }

  private static Handling handling(JsonObject deployment, String name) throws JsonException {
    String text = HawkbitJson.text(deployment, name, MAX_TEXT);
    for (Handling handling : Handling.values()) {
      if (handling.name().toLowerCase(Locale.ROOT).equals(text)) {
        return handling;
      }
    }
    throw deployment.problem(name, "is not skip, attempt or forced");
  }

  private static Optional<Boolean> window(JsonObject deployment) throws JsonException {
    Optional<String> text = HawkbitJson.textOrNone(deployment, "maintenanceWindow", MAX_TEXT);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    return switch (text.get()) {
      case "available" -> Optional.of(true);
      case "unavailable" -> Optional.of(false);
      default -> throw deployment.problem("maintenanceWindow", "is not available or unavailable");
    };
  }

  private static Module module(JsonObject chunk, URI from) throws JsonException {
    List<Artifact> artifacts = new ArrayList<>();
    for (JsonValue artifact : chunk.listOrEmpty("artifacts", MAX_ARTIFACTS)) {
      artifacts.add(artifact(artifact.object(), from));
    }
    Map<String, String> metadata = new LinkedHashMap<>();
    for (JsonValue element : chunk.listOrEmpty("metadata", MAX_METADATA)) {
      JsonObject pair = element.object();
      String value = HawkbitJson.lenient(pair, "value");
      metadata.put(
          HawkbitJson.text(pair, "key", MAX_TEXT),
          value.substring(0, Math.min(MAX_METADATA_VALUE, value.length())));
    }
    return new Module(
        HawkbitJson.text(chunk, "part", MAX_TEXT),
        HawkbitJson.text(chunk, "name", MAX_TEXT),
        HawkbitJson.text(chunk, "version", MAX_TEXT),
        artifacts,
        metadata);
  }

  private static Artifact artifact(JsonObject artifact, URI from) throws JsonException {
    JsonObject links = artifact.objectOrEmpty("_links");
    // Servers without TLS give only the second, and those with it mostly both.
    Optional<URI> download = link(links, "download", from);
    return new Artifact(
        HawkbitJson.text(artifact, "filename", MAX_TEXT),
        HawkbitJson.count(artifact, "size"),
        HawkbitJson.textOrNone(artifact.objectOrEmpty("hashes"), "sha256", MAX_TEXT).orElse(""),
        download.isPresent() ? download : link(links, "download-http", from));
  }

  static String cancelled(JsonObject answer) throws JsonException {
    return HawkbitJson.text(answer.object("cancelAction"), "stopId", MAX_ID);
  }

  /** A link that may be missing, and else must be one that can be followed. */
  private static Optional<URI> required(JsonObject links, String name, URI from)
      throws JsonException {
    Optional<URI> link = link(links, name, from);
    if (link.isEmpty() && links.find(name).isPresent()) {
      throw links.problem(name, "is not a link that begins with http or https");
    }
    return link;
  }

  /** A link that can be followed: never one to a file of this machine, for example. */
  private static Optional<URI> link(JsonObject links, String name, URI from) throws JsonException {
    Optional<String> href = HawkbitJson.textOrNone(links.objectOrEmpty(name), "href", MAX_LINK);
    try {
      return href.map(from::resolve).filter(Origin::isWeb);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
