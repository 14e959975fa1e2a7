package io.assetota.cli.device;

import io.assetota.cli.output.FilesView;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstallationRecord;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.PartVersion;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.StoredFiles;
import io.assetota.core.device.Trial;
import io.assetota.core.device.TrialEnd;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The state of a device, for programs. */
final class DeviceJson {
  private DeviceJson() {}

  static JsonObject of(Path home, DeviceStatus status, Optional<ApplicationManifest> files) {
    return new JsonObject()
        .with("home", home)
        .with("platform", status.platform().map(p -> Fragments.platformJson(p.id())))
        .with("application", status.application().map(DeviceJson::application))
        .with(
            "required",
            status.application().map(InstalledApplication::assets).orElse(List.of()).stream()
                .map(Fragments::assetJson)
                .toList())
        .with("available", status.available().stream().map(DeviceJson::asset).toList())
        .with("missing", status.missing().stream().map(Fragments::assetJson).toList())
        .with("unused", status.unused().stream().map(DeviceJson::asset).toList())
        .with("files", files(status.files(), files))
        .with("storage", Fragments.storageJson(status.storageUsed(), status.limits()))
        .with("consumer", status.consumerState())
        .with("handlerResults", status.handlerResults().stream().map(DeviceJson::result).toList())
        .with("parts", status.parts().stream().map(DeviceJson::part).toList())
        .with("lastInstallation", status.lastInstallation().map(DeviceJson::installation))
        .with("trial", status.trial().map(DeviceJson::trial))
        .with("trialEnd", status.trialEnd().map(DeviceJson::trialEnd))
        .with("lastUpdate", status.lastUpdate().map(DeviceJson::update))
        .with("pendingUpdate", status.pendingUpdate().map(DeviceJson::pending));
  }

  private static JsonObject files(StoredFiles stored, Optional<ApplicationManifest> files) {
    JsonObject json =
        new JsonObject()
            .with("count", stored.required())
            .with("size", stored.requiredSize())
            .with("missing", stored.missing().stream().map(Object::toString).toList())
            .with("unused", stored.unused())
            .with("unusedSize", stored.unusedSize());
    files.ifPresent(m -> json.with("list", FilesView.list(m)));
    return json;
  }

  private static JsonObject trial(Trial trial) {
    return new JsonObject()
        .with("since", trial.since())
        .with("confirmBy", trial.confirmBy())
        .with("startsLeft", trial.startsLeft())
        .with("standing", trial.standing())
        .with("endedBy", endedBy(trial))
        .with("previous", application(trial.previous()));
  }

  /** Returns what ends the trial, if nobody confirms it or rolls it back. */
  private static String endedBy(Trial trial) {
    return switch (trial.standing()) {
      case RUNNING -> "time";
      case OUT_OF_STARTS -> "next-start";
      case OVERDUE -> "next-opening";
    };
  }

  private static JsonObject trialEnd(TrialEnd end) {
    return new JsonObject()
        .with("application", end.application())
        .with("kind", end.kind())
        .with("at", end.at());
  }

  private static JsonObject update(UpdateRecord update) {
    return new JsonObject()
        .with("at", update.at())
        .with("outcome", update.outcome())
        .with("application", update.application())
        .with("source", update.source())
        .with("bytesFetched", update.bytesFetched())
        .with("message", update.message());
  }

  private static JsonObject pending(PendingUpdate pending) {
    return new JsonObject()
        .with("since", pending.since())
        .with("systemVersion", pending.systemVersion())
        .with("application", pending.application())
        .with("source", pending.source());
  }

  static JsonObject application(InstalledApplication application) {
    return new JsonObject()
        .with("sha256", application.id())
        .with("length", application.length())
        .with("platform", Fragments.platformJson(application.prefix().platformId()))
        .with("product", application.product().map(Fragments::productJson))
        .with("assets", application.assets().stream().map(AssetReference::name).toList());
  }

  private static JsonObject asset(Asset asset) {
    return Fragments.assetJson(asset.reference())
        .with("size", asset.size())
        .with("storageSize", asset.storageSize());
  }

  private static JsonObject result(HandlerResult result) {
    return new JsonObject()
        .with("route", result.route())
        .with("asset", Fragments.assetJson(result.asset()))
        .with("outcome", result.outcome())
        .with("attempts", result.attempts())
        .with("at", result.at())
        .with("message", result.message());
  }

  private static JsonObject part(PartVersion part) {
    return new JsonObject()
        .with("name", part.part())
        .with("version", part.version())
        .with("asset", part.asset())
        .with("at", part.at());
  }

  private static JsonObject installation(InstallationRecord last) {
    return new JsonObject()
        .with("at", last.at())
        .with("application", last.application())
        .with("kept", last.kept())
        .with("moved", last.moved())
        .with("bytesStored", last.bytesStored());
  }
}
