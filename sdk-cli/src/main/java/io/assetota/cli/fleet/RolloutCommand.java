package io.assetota.cli.fleet;

import com.google.common.collect.ImmutableList;
import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.fleet.RolloutReport.Begun;
import io.assetota.cli.operate.OperatorOptions;
import io.assetota.cli.operate.WaitOptions;
import io.assetota.cli.option.LimitsOption;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.ota.operator.CheckedBundle;
import io.assetota.ota.operator.OperatorApi;
import io.assetota.ota.operator.OperatorApi.Release;
import io.assetota.ota.operator.RolloutOrder;
import io.assetota.ota.operator.RolloutOrder.Receivers;
import io.assetota.ota.operator.RolloutPreview;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a bundle to our update server, and assigns it to devices. */
@Command(
    name = "rollout",
    description = {
      "Uploads a bundle to an update server (asset-ota serve), and assigns it to devices.",
      "Without devices, it is only uploaded; assign it to devices in the console. Whatever the"
          + " server would refuse is told before the upload."
    },
    footer = {
      "  asset-ota rollout release.zip --server http://localhost:8080 \\",
      "      --token-file token --all",
      "  asset-ota rollout release.zip --server https://updates.example \\",
      "      --token-file token --tag lab --waves 1,10%,50% --soak 2h --wait",
      "  asset-ota rollout release.zip --server https://updates.example \\",
      "      --token-file token --tag shop --window '02:30-04:30 Europe/Berlin'",
      "  ASSET_OTA_OPERATOR_TOKEN=... asset-ota rollout release.zip \\",
      "      --server http://localhost:8080 --device gw-7 --json"
    })
final class RolloutCommand extends ReportingCommand {
  static final String TOKEN = OperatorOptions.TOKEN;

  @Parameters(paramLabel = "BUNDLE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Mixin OperatorOptions operator = new OperatorOptions();

  @ArgGroup @Nullable ReceiverOptions receivers;

  @Mixin WaveOptions waves = new WaveOptions();

  @Option(names = "--hold", description = "Wait for a person after the first wave.")
  boolean hold;

  @Option(
      names = "--force",
      description = "Also assign it to devices on which this release has failed its trial.")
  boolean force;

  @Mixin InstallOptions install = new InstallOptions();

  @Mixin WaitOptions wait = new WaitOptions();

  @Option(
      names = "--dry-run",
      description = "Show which devices would get it in which waves, and upload nothing.")
  boolean dryRun;

  @Mixin LimitsOption size = new LimitsOption();

  RolloutCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    checkUsage();
    OperatorApi api = operator.open(this);
    new InputFile(file).requireBundle();
    Optional<RolloutOrder> order =
        receivers == null ? Optional.empty() : Optional.of(order(receivers.read(this)));
    CheckedBundle bundle = CheckedBundle.of(api, file, size.verifying());
    if (order.isEmpty()) {
      return RolloutReport.of(operator.server(), bundle.publish());
    }
    RolloutPreview preview = bundle.check(order.get());
    if (dryRun) {
      return new RolloutPreviewReport(
          operator.server(), bundle.candidate().title(), bundle.known(), preview);
    }
    Release release = bundle.publish();
    long rollout = api.rollOut(release, order.get());
    RolloutReport report =
        RolloutReport.of(operator.server(), release)
            .begun(new Begun(rollout, order.get().receivers(), preview.installation()));
    return wait.isAsked() ? report.ended(wait.follow(console, api, rollout)) : report;
  }

  private void checkUsage() {
    wait.check(this);
    if (receivers == null) {
      waves.requireNone(this, "needs devices: give --all, --tag, --selection or --devices-from");
      requireNoneWithoutDevices();
    } else if (receivers.device != null) {
      waves.requireNone(this, "is for several devices: give --all, --tag or a list of them");
    }
    waves.check(this);
    install.check(this);
    if (hold && !waves.areThere()) {
      throw wrongUsage("--hold needs --first or --waves");
    }
  }

  private void requireNoneWithoutDevices() {
    String given =
        hold
            ? "--hold"
            : force
                ? "--force"
                : dryRun
                    ? "--dry-run"
                    : wait.isAsked() ? "--wait" : install.firstGiven().orElse("");
    if (!given.isEmpty()) {
      throw wrongUsage(
          given + " needs devices: give --device, --all, --tag, --selection or --devices-from");
    }
  }

  private RolloutOrder order(Receivers to) {
    ImmutableList.Builder<RolloutOrder.Option> options = ImmutableList.builder();
    if (hold) {
      options.add(RolloutOrder.Option.HOLD);
    }
    if (force) {
      options.add(RolloutOrder.Option.FORCE);
    }
    return new RolloutOrder(
        to,
        waves.first(),
        waves.waves(),
        waves.soak(),
        waves.waveFailures(),
        waves.maxFailures(),
        install.read(),
        options.build());
  }
}
