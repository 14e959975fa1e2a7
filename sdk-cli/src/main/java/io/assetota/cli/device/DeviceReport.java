package io.assetota.cli.device;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.Console.Style;
import io.assetota.cli.output.Facts;
import io.assetota.cli.output.FilesView;
import io.assetota.cli.output.Fragments;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Sizes;
import io.assetota.cli.output.Table;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.device.InstallationRecord;
import io.assetota.core.device.InstalledApplication;
import io.assetota.core.device.PartVersion;
import io.assetota.core.device.PendingUpdate;
import io.assetota.core.device.StoredFiles;
import io.assetota.core.device.Trial;
import io.assetota.core.device.UpdateRecord;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.model.Asset;
import io.assetota.core.model.Printable;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The state of a device.
 *
 * @param home the device folder
 * @param status its state
 * @param files the files of the application, to be listed; empty if they are not asked for
 */
record DeviceReport(Path home, DeviceStatus status, Optional<ApplicationManifest> files)
    implements Report {
  @Override
  public void print(Console console) {
    console.line(console.style(Style.STRONG, Printable.line("Device " + home)));
    Facts facts =
        new Facts()
            .with(
                "Platform",
                status
                    .platform()
                    .map(Object::toString)
                    .orElse("not known until an application is installed"))
            .with("Application", status.application().map(this::application).orElse("none"))
            .with("Files", filesInShort())
            .with("Asset storage", Sizes.used(status.storageUsed(), status.limits()));
    if (!status.missing().isEmpty()) {
      facts.with("State", "safe mode: assets are missing, flash the bundle again", Style.BAD);
    } else if (!status.isComplete()) {
      facts.with(
          "State", "files of the application are missing, flash the bundle again", Style.BAD);
    } else if (!status.available().isEmpty()) {
      facts.with("State", state());
    }
    status.lastInstallation().ifPresent(i -> facts.with("Last update", installation(i)));
    status.trial().ifPresent(t -> facts.with("On trial", trial(t), style(t)));
    status.lastUpdate().ifPresent(u -> facts.with("Last result", update(u)));
    status.pendingUpdate().ifPresent(p -> facts.with("Waiting", pending(p)));
    facts.print(console);
    files.ifPresent(
        m -> {
          console.line("");
          FilesView.table(m).print(console);
        });
    printAssets(console);
    printParts(console);
    printHandlers(console);
  }

  private String filesInShort() {
    StoredFiles stored = status.files();
    String own =
        status
            .application()
            .flatMap(InstalledApplication::program)
            .map(
                p ->
                    Sizes.count(p.fileCount(), "file")
                        + ", "
                        + Sizes.bytes(p.size())
                        + p.version().map(v -> Printable.line(", version " + v)).orElse(""))
            .orElse("none");
    return own
        + (stored.missing().isEmpty() ? "" : ", " + stored.missing().size() + " missing")
        + (stored.unused() == 0
            ? ""
            : "; of the previous one " + Sizes.count(stored.unused(), "more"));
  }

  private String application(InstalledApplication application) {
    return application.product().map(p -> Fragments.product(p) + ", ").orElse("")
        + Sizes.bytes(application.length())
        + ", requires "
        + Sizes.count(application.assets().size(), "asset")
        + " ("
        + application.id().abbreviated()
        + ")";
  }

  private String state() {
    return status.consumerState() == ConsumerState.HANDLED
        ? "the application has handled its assets"
        : "the application gets its assets at its next start";
  }

  private static String installation(InstallationRecord last) {
    return last.at().truncatedTo(ChronoUnit.SECONDS)
        + ": "
        + last.moved()
        + " transferred ("
        + Sizes.bytes(last.bytesStored())
        + "), "
        + last.kept()
        + " kept";
  }

  private static Style style(Trial trial) {
    return trial.standing() == Trial.Standing.OVERDUE ? Style.BAD : Style.STRONG;
  }

  private String trial(Trial trial) {
    String until = trial.confirmBy().truncatedTo(ChronoUnit.SECONDS).toString();
    String back =
        trial.previous().product().map(Fragments::product).orElse("the previous application")
            + " ("
            + trial.previous().id().abbreviated()
            + ") comes back";
    return switch (trial.standing()) {
      case RUNNING ->
          "until "
              + until
              + ", "
              + Sizes.count(trial.startsLeft(), "start")
              + " left; unless confirmed, "
              + back;
      case OUT_OF_STARTS ->
          "until " + until + ", no starts left: unless confirmed, " + back + " at the next start";
      case OVERDUE ->
          "its time ended at "
              + until
              + ": "
              + back
              + " when the folder is opened next: by the application's start, an update, or"
              + Printable.line(" 'asset-ota device --home " + home + " --roll-back'")
              + "; a process that has it open ends the trial when it checks the time";
    };
  }

  private static String update(UpdateRecord update) {
    return update.at().truncatedTo(ChronoUnit.SECONDS)
        + ": "
        + JsonObject.constant(update.outcome())
        + ", "
        + Sizes.bytes(update.bytesFetched())
        + " from "
        + Printable.line(update.source())
        + (update.message().isEmpty() ? "" : ": " + Printable.line(update.message()));
  }

  private static String pending(PendingUpdate pending) {
    return "application "
        + pending.application().abbreviated()
        + " needs system version "
        + pending.systemVersion();
  }

  private void printAssets(Console console) {
    Table table = new Table("Asset", "State", "Size", "Storage", "SHA-256");
    status.available().forEach(a -> row(table, a, "available"));
    status.missing().forEach(a -> table.row(a.name(), "missing", 0, 0, a.hash().abbreviated()));
    status.unused().forEach(a -> row(table, a, "unused"));
    print(console, table);
  }

  private static void row(Table table, Asset asset, String state) {
    table.row(asset.name(), state, asset.size(), asset.storageSize(), asset.hash().abbreviated());
  }

  private static void print(Console console, Table table) {
    if (!table.isEmpty()) {
      console.line("");
      table.print(console);
    }
  }

  private void printParts(Console console) {
    Table table = new Table("Part", "Version", "Asset", "Since");
    for (PartVersion part : status.parts()) {
      table.row(
          part.part(),
          part.version().orElse("unknown"),
          part.asset(),
          part.at().truncatedTo(ChronoUnit.SECONDS));
    }
    print(console, table);
  }

  private void printHandlers(Console console) {
    Table table = new Table("Handler", "Asset", "Result", "Attempts", "When", "Message");
    for (HandlerResult r : status.handlerResults()) {
      table.row(
          r.route(),
          r.asset().name(),
          JsonObject.constant(r.outcome()),
          r.attempts(),
          r.at().truncatedTo(ChronoUnit.SECONDS),
          r.message());
    }
    print(console, table);
  }

  @Override
  public JsonObject toJson() {
    return DeviceJson.of(home, status, files);
  }
}
