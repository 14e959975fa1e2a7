package io.assetota.cli.operate;

import io.assetota.cli.output.Console;
import io.assetota.ota.operator.FleetApi.Change;
import picocli.CommandLine.Command;

/** Pauses a rollout. */
@Command(
    name = "pause",
    description = {"Pauses a rollout: devices that have not begun wait."},
    footer = {"  asset-ota fleet pause 7 --server http://localhost:8080 --token-file token"})
final class FleetPauseCommand extends ChangeRolloutCommand {
  FleetPauseCommand(Console console) {
    super(console, Change.PAUSE, "is paused");
  }
}
