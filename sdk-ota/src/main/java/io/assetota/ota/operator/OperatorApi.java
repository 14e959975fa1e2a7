package io.assetota.ota.operator;

import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.model.ApplicationId;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.BundleHash;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A client of the operator API of our update server, see docs/guides/server.md. Each method throws
 * {@link AssetException} if the server refuses what is asked for, with its reasons, and another
 * {@link IOException} if it can't be reached.
 */
public final class OperatorApi {
  private static final String RELEASES = "api/v1/releases";
  private static final String ROLLOUTS = "api/v1/rollouts";
  private static final int MAX_TEXT = 4096;

  private final OperatorRequests requests;

  /**
   * A release that a server has.
   *
   * @param id its number there
   * @param name what it is called
   * @param version its version
   * @param platform the name of its platform
   * @param blocked why it is offered to nobody; empty if it is not blocked
   */
  public record Release(
      long id, String name, String version, String platform, Optional<String> blocked) {}

  /**
   * A release that is not at the server yet.
   *
   * @param title its name and version
   * @param platform the name of its platform
   * @param application what identifies its application
   */
  public record Candidate(String title, String platform, ApplicationId application) {}

  /**
   * Creates the client; nothing is sent yet.
   *
   * @param options how to connect
   * @param server the address of its console
   * @param token the token of an operator
   */
  public OperatorApi(HttpOptions options, URI server, String token) {
    requests = new OperatorRequests(options, server, token);
  }

  /** Returns the other half of this client, for tags, selections and rollouts under way. */
  public FleetApi fleet() {
    return new FleetApi(requests);
  }

  /** Returns the part of this client for operators and what they did. */
  public OperatorAccounts accounts() {
    return new OperatorAccounts(requests);
  }

  /**
   * Uploads a bundle. The server doesn't store a bundle twice, so this may be repeated.
   *
   * @param bundle the file
   * @return the release at the server
   * @throws AssetException if the server refuses it, with its reasons
   * @throws IOException if the bundle can't be read, or the server not be reached
   */
  public Release publish(Path bundle) throws IOException {
    return release(requests.upload(RELEASES, bundle));
  }

  /**
   * Finds the release of a bundle, before it is uploaded.
   *
   * @param bundle the hash of the file
   * @return the release; empty if the server doesn't have it
   * @throws IOException if the server can't be reached
   */
  public Optional<Release> find(BundleHash bundle) throws IOException {
    List<JsonObject> found = requests.list(RELEASES + "?sha256=" + bundle);
    return found.isEmpty() ? Optional.empty() : Optional.of(release(found.get(0)));
  }

  /**
   * Lists the releases that the server has, the newest first.
   *
   * @return up to 1000 releases
   * @throws IOException if the server can't be reached
   */
  public List<Release> releases() throws IOException {
    List<Release> releases = new ArrayList<>();
    for (JsonObject release : requests.list(RELEASES)) {
      releases.add(release(release));
    }
    return releases;
  }

  private static Release release(JsonObject answer) throws IOException {
    Optional<JsonValue> blocked = answer.find("blocked");
    return new Release(
        answer.integer("id", 1, JsonValue.MAX_INTEGER),
        answer.text("name", MAX_TEXT),
        answer.text("version", MAX_TEXT),
        answer.text("platform", MAX_TEXT),
        blocked.isPresent() && blocked.get().kind() != JsonValue.Kind.NULL
            ? answer.optionalText("blockedReason", MAX_TEXT)
            : Optional.empty());
  }

  /**
   * Tells what a rollout of a release that is not there yet would do.
   *
   * @param release the release
   * @param order which devices get it, and how
   * @return how many devices, in which waves
   * @throws AssetException if it would be refused, with the reasons
   * @throws IOException if the server can't be reached
   */
  public RolloutPreview check(Candidate release, RolloutOrder order) throws IOException {
    return RolloutPreview.read(
        requests.ask(
            ROLLOUTS + "/check",
            json -> {
              json.put("title", release.title())
                  .put("platform", release.platform())
                  .put("application", release.application().toString());
              order.writeTo(json);
            }));
  }

  /**
   * Begins a rollout.
   *
   * @param release the release
   * @param order which devices get it, and how
   * @return the number of the rollout
   * @throws AssetException if the server refuses it, with its reasons
   * @throws IOException if the server can't be reached
   */
  public long rollOut(Release release, RolloutOrder order) throws IOException {
    // If the answer got lost, a second request would start a second rollout.
    return OperatorRequests.object(
            requests.once(
                ROLLOUTS,
                json -> {
                  json.put("release", release.id());
                  order.writeTo(json);
                }))
        .integer("id", 1, JsonValue.MAX_INTEGER);
  }

  /**
   * Tells how far a rollout is.
   *
   * @param id its number
   * @return its state, counts and failures
   * @throws IOException if the server can't be reached, or there is no such rollout
   */
  public RolloutProgress progress(long id) throws IOException {
    return RolloutProgress.read(requests.get(ROLLOUTS + "/" + id));
  }
}
