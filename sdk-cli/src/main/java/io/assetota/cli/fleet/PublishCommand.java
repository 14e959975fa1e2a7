package io.assetota.cli.fleet;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.operate.WaitOptions;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Progress;
import io.assetota.cli.output.Report;
import io.assetota.ota.hawkbit.publish.HawkbitPublisher;
import io.assetota.ota.hawkbit.publish.HawkbitRollouts;
import io.assetota.ota.hawkbit.publish.Publication;
import io.assetota.ota.hawkbit.publish.PublishOptions;
import io.assetota.ota.hawkbit.publish.RolloutGroup;
import io.assetota.ota.hawkbit.publish.RolloutWish;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Uploads a bundle to hawkBit. */
@Command(
    name = "publish",
    description = {
      "Uploads a bundle to hawkBit: creates a software module with one artifact, and a distribution"
          + " set.",
      "What already exists is not created again.",
      "With --rollout, it also rolls the set out, in groups that halt when too many targets fail."
    },
    footer = {
      "  asset-ota publish release.zip --hawkbit https://hawkbit.example --user ci \\",
      "      --password-file password",
      "  asset-ota publish release.zip --hawkbit http://localhost:8080 --user admin \\",
      "      --dry-run",
      "  asset-ota publish release.zip --hawkbit https://hawkbit.example --user ci \\",
      "      --password-file password --rollout --tag lab --waves 1,10% --wait"
    })
final class PublishCommand extends ReportingCommand {
  @Parameters(paramLabel = "BUNDLE.zip", description = "The bundle.")
  Path file = Path.of("");

  @Mixin HawkbitOptions hawkbit = new HawkbitOptions();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The name of the release. Default: the name of its application.")
  @Nullable String name;

  @Option(
      names = "--version",
      paramLabel = "VERSION",
      description = "The version of the release. Default: that of the product, or of the module.")
  @Nullable String version;

  @Mixin HawkbitRolloutOptions rollout = new HawkbitRolloutOptions();

  @Mixin WaitOptions wait = new WaitOptions();

  PublishCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    rollout.check(this);
    wait.check(this);
    if (wait.isAsked() && !rollout.isAsked()) {
      throw wrongUsage("--wait needs --rollout");
    }
    HawkbitPublisher publisher;
    HawkbitRollouts rollouts;
    PublishOptions options;
    HawkbitClients clients = hawkbit.clients(this);
    try {
      options =
          hawkbit.publishing().withNames(Optional.ofNullable(name), Optional.ofNullable(version));
      publisher = clients.publisher();
      rollouts = clients.rollouts();
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    new InputFile(file).requireBundle();
    if (!rollout.isAsked()) {
      return hawkbit.dryRun
          ? PublishReport.of(hawkbit.server, publisher.preview(file, options), true)
          : PublishReport.of(hawkbit.server, publish(publisher, options), false);
    }
    // Before the upload: what hawkBit would refuse.
    Publication before = publisher.preview(file, options);
    RolloutWish wish = rollout.wish(this, before.name() + " " + before.version());
    List<RolloutGroup> groups = rollouts.preview(wish);
    if (hawkbit.dryRun) {
      return PublishReport.of(hawkbit.server, before, true).with(wish, groups);
    }
    Publication release = publish(publisher, options);
    long id = rollouts.start(wish, release.distributionSet().getAsLong());
    PublishReport report =
        PublishReport.of(hawkbit.server, release, false).with(wish, groups).begun(id);
    return wait.isAsked()
        ? report.ended(
            wait.follow(console, "rollout " + id, () -> HawkbitOutcome.of(rollouts.progress(id))))
        : report;
  }

  private Publication publish(HawkbitPublisher publisher, PublishOptions options)
      throws IOException {
    long size = Files.size(file);
    try (Progress progress =
        Progress.of(wait.isQuiet() ? console.unattended() : console, "Uploading")) {
      return publisher.publish(file, options, sent -> progress.at(sent, size));
    }
  }
}
