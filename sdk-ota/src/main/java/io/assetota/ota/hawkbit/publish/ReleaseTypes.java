package io.assetota.ota.hawkbit.publish;

import io.assetota.core.json.JsonObject;
import io.assetota.core.json.JsonValue;
import io.assetota.core.model.AssetException;
import io.assetota.ota.hawkbit.json.HawkbitJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Checks the types of a release before anything is created: a server would refuse the distribution
 * set after the upload, or create one that can't be assigned.
 */
final class ReleaseTypes {
  private final ManagementApi api;

  ReleaseTypes(ManagementApi api) {
    this.api = api;
  }

  /** Requires types that exist and fit each other. */
  void require(PublishOptions options) throws IOException {
    find(ManagementApi.MODULE_TYPES, "module type", options.moduleType(), "--type");
    JsonObject set =
        find(ManagementApi.SET_TYPES, "distribution set type", options.setType(), "--set-type");
    long id = HawkbitJson.count(set, "id");
    List<String> mandatory = api.moduleTypes(id, "mandatorymoduletypes");
    List<String> optional = api.moduleTypes(id, "optionalmoduletypes");
    if (!mandatory.contains(options.moduleType()) && !optional.contains(options.moduleType())) {
      throw new AssetException(
          "a distribution set of type "
              + options.setType()
              + " has no software module of type "
              + options.moduleType()
              + ", but "
              + String.join(", ", mandatory)
              + (optional.isEmpty() ? "" : " and perhaps " + String.join(", ", optional))
              + ": choose types that fit (--type, --set-type)");
    }
    Optional<String> missing =
        mandatory.stream().filter(type -> !type.equals(options.moduleType())).findFirst();
    if (missing.isPresent()) {
      throw new AssetException(
          "a distribution set of type "
              + options.setType()
              + " needs a software module of type "
              + missing.get()
              + ", too, and a release is one module: choose another type (--set-type)");
    }
  }

  private JsonObject find(String what, String name, String key, String option) throws IOException {
    List<String> keys = new ArrayList<>();
    for (JsonObject type : api.types(what)) {
      Optional<JsonValue> deleted = type.find("deleted");
      if (deleted.isEmpty() || !deleted.get().isTrue()) {
        keys.add(HawkbitJson.lenient(type, "key"));
        if (keys.get(keys.size() - 1).equals(key)) {
          return type;
        }
      }
    }
    throw new AssetException(
        "the server has no "
            + name
            + " "
            + key
            + ", but "
            + String.join(", ", keys)
            + " ("
            + option
            + ")");
  }
}
