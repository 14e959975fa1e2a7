package io.assetota.cli.operate;

import io.assetota.cli.command.Subcommand;
import picocli.CommandLine.Option;

/** Whether to wait until a rollout is done. */
public final class WaitOptions extends PatienceOptions {
  @Option(
      names = "--wait",
      description = {
        "Wait until all devices that are there are done, and show how far they are. Exit code 1 if"
            + " the rollout halts, ends otherwise, or no device succeeds."
      })
  boolean wait;

  /** Tells whether to wait. */
  public boolean isAsked() {
    return wait;
  }

  /** Requires options that make sense together. */
  public void check(Subcommand command) {
    if (timeout != null && !wait) {
      throw command.wrongUsage("--wait-timeout needs --wait");
    }
  }
}
