package io.assetota.ota.hawkbit.publish;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.files.SteadyFile;
import io.assetota.core.json.JsonFields;
import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.BundleHash;
import io.assetota.core.model.Printable;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import io.assetota.ota.http.HttpOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

/**
 * Publishes a bundle in hawkBit, ready to be assigned: a software module with the bundle as its
 * only artifact, and a distribution set with that module. Existing ones are used. It is an error if
 * the name and version exist with another bundle, since devices may have that.
 */
public final class HawkbitPublisher {
  private static final int MAX_MODULES = 1000;

  private final ManagementApi api;

  /**
   * Creates a publisher.
   *
   * @param server address of the hawkBit server, http or https
   * @param user of the Management API
   * @param password of that user
   * @param options how requests are sent: proxy, certificates, retries
   * @throws IllegalArgumentException if the address or the user is not possible
   */
  public HawkbitPublisher(URI server, String user, String password, HttpOptions options) {
    api = new ManagementApi(server, user, password, options);
  }

  /** What has to be published. */
  private record Release(Path file, long size, BundleHash sha256, String name, String version) {}

  /**
   * Returns what exists of a release, and changes nothing.
   *
   * @param bundle the bundle, which is verified
   * @param options its name and types
   * @return what exists
   * @throws AssetException if the bundle is not valid, or its name and version are there with
   *     another one
   * @throws IOException if the file or the server can't be read
   */
  public Publication preview(Path bundle, PublishOptions options) throws IOException {
    return preview(release(bundle, options), options);
  }

  private Publication preview(Release release, PublishOptions options) throws IOException {
    // To hawkBit the type belongs to what a module is called, and not to what a set is called.
    Optional<JsonObject> module =
        first(
            api.find(ManagementApi.MODULES, release.name(), release.version()),
            "type",
            options.moduleType());
    boolean uploaded = module.isPresent() && isUploaded(release, id(module.get()));
    Optional<JsonObject> set =
        api.find(ManagementApi.SETS, release.name(), release.version()).stream().findFirst();
    if (set.isPresent()) {
      requireUsable(release, set.get(), module);
    } else {
      new ReleaseTypes(api).require(options);
    }
    return publication(release, module, uploaded, set);
  }

  /**
   * Publishes a release.
   *
   * @param bundle the bundle, which is verified
   * @param options what it is called
   * @param progress is told how many bytes of the bundle have been sent
   * @return what there is now
   * @throws AssetException if the bundle is not valid, or its name and version are there with
   *     another one
   * @throws IOException if the file or the server can't be read
   */
  public Publication publish(Path bundle, PublishOptions options, LongConsumer progress)
      throws IOException {
    Release release = release(bundle, options);
    Publication before = preview(release, options);
    long module =
        before.module().isPresent()
            ? before.module().getAsLong()
            : id(api.create(ManagementApi.MODULES, entity(release, options.moduleType())));
    if (before.artifactNew()) {
      upload(release, module, progress);
    }
    long set =
        before.distributionSet().isPresent()
            ? before.distributionSet().getAsLong()
            : id(api.create(ManagementApi.SETS, set(release, options.setType(), module)));
    return new Publication(
        release.name(),
        release.version(),
        release.sha256(),
        release.size(),
        OptionalLong.of(module),
        OptionalLong.of(set),
        before.moduleNew(),
        before.artifactNew(),
        before.setNew());
  }

  private static Release release(Path bundle, PublishOptions options) throws IOException {
    SteadyFile file = SteadyFile.of(bundle);
    BundleContents contents =
        Bundle.verify(bundle, VerifyOptions.DEFAULT.withLimits(options.limits())).requireValid();
    PublishOptions named =
        options.withNames(
            Optional.of(options.name().orElseGet(contents::releaseName)),
            Optional.of(options.version().orElseGet(contents::releaseVersion)));
    BundleHash sha256 = hash(bundle);
    file.requireUnchanged(); // Else what is published is not what was verified.
    return new Release(
        bundle, file.size(), sha256, named.name().orElseThrow(), named.version().orElseThrow());
  }

  private static BundleHash hash(Path file) throws IOException {
    return BundleHash.parse(MoreFiles.asByteSource(file).hash(Hashing.sha256()).toString());
  }

  private static Optional<JsonObject> first(List<JsonObject> found, String name, String value)
      throws IOException {
    for (JsonObject entity : found) {
      if (HawkbitJson.lenient(entity, name).equals(value)) {
        return Optional.of(entity);
      }
    }
    return Optional.empty();
  }

  private static Publication publication(
      Release release, Optional<JsonObject> module, boolean uploaded, Optional<JsonObject> set)
      throws IOException {
    return new Publication(
        release.name(),
        release.version(),
        release.sha256(),
        release.size(),
        module.isPresent() ? OptionalLong.of(id(module.get())) : OptionalLong.empty(),
        set.isPresent() ? OptionalLong.of(id(set.get())) : OptionalLong.empty(),
        module.isEmpty(),
        !uploaded,
        set.isEmpty());
  }

  private static long id(JsonObject entity) throws IOException {
    return HawkbitJson.count(entity, "id");
  }

  /** Tells whether the module has the bundle; devices want no other one beside it. */
  private boolean isUploaded(Release release, long module) throws IOException {
    boolean uploaded = false;
    for (JsonObject artifact : api.artifacts(module)) {
      if (!HawkbitJson.lenient(artifact, "providedFilename").endsWith(".zip")) {
        continue;
      }
      uploaded = true;
      String sha256 = sha256(artifact);
      if (!sha256.equals(release.sha256().toString())) {
        throw new AssetException(
            "the software module "
                + release.name()
                + " "
                + release.version()
                + " is there with another bundle, of SHA-256 "
                + Printable.text(sha256)
                + ": give this one another version");
      }
    }
    return uploaded;
  }

  private static String sha256(JsonObject artifact) throws IOException {
    return HawkbitJson.lenient(artifact.objectOrEmpty("hashes"), "sha256");
  }

  private void requireUsable(Release release, JsonObject found, Optional<JsonObject> module)
      throws IOException {
    JsonObject set = api.get(ManagementApi.SETS, id(found));
    // Older servers have no such fields.
    boolean valid = isTrue(set, "valid");
    if (!valid || !isTrue(set, "complete")) {
      throw new AssetException(
          "the distribution set "
              + release.name()
              + " "
              + release.version()
              + " is there, but "
              + (valid ? "software modules of its type are missing" : "it was invalidated")
              + ", so it can't be assigned: give this release another version");
    }
    List<JsonValue> modules = set.listOrEmpty("modules", MAX_MODULES);
    boolean only =
        module.isPresent()
            && modules.size() == 1
            && id(modules.get(0).object()) == id(module.get());
    if (!only) {
      throw new AssetException(
          "the distribution set "
              + release.name()
              + " "
              + release.version()
              + " is there with other software modules: give this release another version");
    }
  }

  private static boolean isTrue(JsonObject set, String name) throws IOException {
    Optional<JsonValue> value = set.find(name);
    return value.isEmpty() || value.get().isTrue();
  }

  private static JsonFields entity(Release release, String type) {
    return json ->
        json.put("name", release.name()).put("version", release.version()).put("type", type);
  }

  private static JsonFields set(Release release, String type, long module) {
    return json -> {
      entity(release, type).writeTo(json);
      json.putObjects("modules", List.of(module), id -> m -> m.put("id", id));
    };
  }

  private void upload(Release release, long module, LongConsumer progress) throws IOException {
    BundleForm form = new BundleForm(release.file(), release.size(), release.sha256());
    String sha256 = sha256(api.upload(module, form, progress));
    if (!sha256.equals(release.sha256().toString())) {
      throw new AssetException(
          "the server got another file than was sent: its SHA-256 is "
              + sha256
              + " instead of "
              + release.sha256());
    }
  }
}
