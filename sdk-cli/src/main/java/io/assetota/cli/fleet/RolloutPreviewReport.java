package io.assetota.cli.fleet;

import io.assetota.cli.output.Console;
import io.assetota.cli.output.JsonObject;
import io.assetota.cli.output.Report;
import io.assetota.cli.output.Table;
import io.assetota.core.model.Printable;
import io.assetota.ota.operator.Installation.Consent;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutPreview;
import io.assetota.ota.operator.RolloutPreview.Wave;
import java.net.URI;
import java.util.Optional;

/**
 * What a rollout would do.
 *
 * @param server the server
 * @param title name and version of the release
 * @param known the release, if the server has it
 * @param preview which devices get it, in which waves
 */
record RolloutPreviewReport(
    URI server, String title, Optional<Release> known, RolloutPreview preview) implements Report {
  @Override
  public void print(Console console) {
    console.line(
        Printable.line(title)
            + (known.isPresent()
                ? " is there as release " + known.get().id() + "."
                : " would be uploaded."));
    console.line("It would go to " + preview.devices() + " devices of those that are known.");
    console.line("Devices would " + Printable.line(preview.installation().inWords()) + ".");
    if (preview.leftOut() > 0) {
      console.line(
          preview.leftOut()
              + " more are left out, as its trial failed on them: --force gives it to them, too.");
    }
    Table table = new Table("wave", "devices", "halts at failures", "then waits");
    int number = 1;
    for (Wave wave : preview.waves()) {
      String devices =
          wave.devices().isPresent()
              ? wave.size() + " (" + wave.devices().getAsLong() + ")"
              : wave.size();
      table.row(number++, devices, wave.maxFailures(), wave.soak());
    }
    table.print(console);
  }

  @Override
  public JsonObject toJson() {
    return new JsonObject()
        .with("server", server)
        .with("dryRun", true)
        .with("release", known.map(Release::id))
        .with("devices", preview.devices())
        .with("leftOut", preview.leftOut())
        .with("mode", preview.installation().mode().toString())
        .with("window", preview.installation().window())
        .with("confirm", preview.installation().consent() == Consent.OF_OWNER)
        .with(
            "waves",
            preview.waves().stream()
                .map(
                    wave ->
                        new JsonObject()
                            .with("size", wave.size())
                            .with(
                                "devices",
                                wave.devices().isPresent()
                                    ? Optional.of(wave.devices().getAsLong())
                                    : Optional.<Long>empty())
                            .with("maxFailures", wave.maxFailures())
                            .with("soak", wave.soak()))
                .toList());
  }
}
