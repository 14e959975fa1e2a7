package io.assetota.cli.fleet;

import io.assetota.cli.command.ReportingCommand;
import io.assetota.cli.files.SecretFile;
import io.assetota.cli.output.Console;
import io.assetota.cli.output.Report;
import io.assetota.core.model.AssetException;
import io.assetota.server.FleetRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings what our update server has into hawkBit. */
@Command(
    name = "migrate",
    description = {
      "Brings what an update server of this project has into hawkBit: releases, devices, tags,"
          + " what is installed, and tokens.",
      "The server's folder stays as it is, and what hawkBit has is not created again: after an"
          + " interruption, run it once more.",
      "Rollouts, their history, selections, operators and the audit trail stay behind."
    },
    footer = {
      "  asset-ota migrate --from data --hawkbit https://hawkbit.example --user admin \\",
      "      --password-file password --gateway-token-file token --dry-run",
      "  asset-ota migrate --from data --hawkbit https://hawkbit.example --user admin \\",
      "      --password-file password --gateway-token-file token --new-tokens new"
    })
final class MigrateCommand extends ReportingCommand {
  @Option(
      names = "--from",
      paramLabel = "DATA",
      required = true,
      description = "The folder of the update server (its --data). The server may run.")
  Path from = Path.of("");

  @Mixin HawkbitOptions hawkbit = new HawkbitOptions();

  @Option(
      names = "--gateway-token-file",
      paramLabel = "FILE",
      description = {
        "A file with the gateway token that the devices have; hawkBit is told to take it.",
        "The server keeps only its hash, with which it is compared before."
      })
  @Nullable Path gatewayTokenFile;

  @Option(
      names = "--new-tokens",
      paramLabel = "FILE",
      description = {
        "Make new tokens for the devices that have one of their own, as the server keeps only"
            + " hashes of these.",
        "FILE gets a line with id and token for each, and only its owner can read it.",
        "An earlier FILE of this command is used again, and completed."
      })
  @Nullable Path newTokens;

  MigrateCommand(Console console) {
    super(console);
  }

  @Override
  protected Report report() throws IOException {
    HawkbitClients clients = hawkbit.clients(this);
    Migration migration;
    try {
      migration =
          new Migration(
              console,
              clients.publisher(),
              clients.fleet(),
              clients.tokens(),
              hawkbit.publishing());
    } catch (IllegalArgumentException e) {
      throw wrongUsage(String.valueOf(e.getMessage()));
    }
    Optional<String> gatewayToken =
        gatewayTokenFile == null
            ? Optional.empty()
            : Optional.of(SecretFile.read(gatewayTokenFile));
    Optional<NewTokens> tokens =
        newTokens == null ? Optional.empty() : Optional.of(NewTokens.at(newTokens));
    FleetRecord record = FleetRecord.read(from);
    if (gatewayToken.isPresent() && !record.opensForGateways(gatewayToken.get())) {
      throw new AssetException(
          "the token in "
              + gatewayTokenFile
              + " is none of the "
              + record.gatewayTokens().size()
              + " gateway tokens of the update server: devices don't have it");
    }
    MigratePlan plan = migration.plan(record, gatewayToken, tokens, new SecureRandom());
    if (!hawkbit.dryRun) {
      migration.carryOut(plan);
    }
    return new MigrateReport(from, hawkbit.server, hawkbit.dryRun, plan);
  }
}
