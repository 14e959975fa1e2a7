package io.assetota.samples.gateway;

import io.assetota.core.AssetManager;
import io.assetota.core.install.Installer;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Brings its assets to a coprocessor, a display, a loudspeaker and files, and takes updates from a
 * server. Without hardware all parts are emulated.
 */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "An application with parts of every kind, which takes its updates from a server.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:it was ended, or is done",
      "1:it failed",
      "2:wrong usage",
      "75:an update is installed: start it again"
    })
public final class GatewayExample implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(GatewayExample.class);

  private static final int DONE = 0;
  private static final int FAILED = 1;

  /** What a supervisor takes for "start me again": the EX_TEMPFAIL of sysexits. */
  private static final int START_AGAIN = 75;

  @Mixin private final Options options = new Options();

  private GatewayExample() {}

  /**
   * Runs the example until it is ended, or has installed an update.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs the example until the thread is interrupted, or it has installed an update.
   *
   * @param args see {@code --help}
   * @return the exit code: 0 for done, 1 after a failure, 2 for wrong arguments, 75 if it is to be
   *     started again
   */
  public static int run(String... args) {
    return new CommandLine(new GatewayExample())
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              log.error("{}", failure.getMessage());
              return FAILED;
            })
        .execute(args);
  }

  @Override
  public Integer call() throws IOException {
    Files.createDirectories(options.out);
    try (AssetManager assets = AssetManager.open(options.home, Platform.LINUX);
        Board board = options.hardware ? RaspberryPi.open() : EmulatedBoard.open(options.out)) {
      boolean works = new Gateway(assets, board, options.out.resolve("files")).start();
      if (works && assets.confirm()) {
        log.info("The new application works, so it stays");
      }
      // Its own work would begin here. This one only waits for updates; one that doesn't work, too.
      if (options.server != null) {
        return awaitUpdate(options.server);
      }
      return works ? DONE : FAILED;
    }
  }

  private int awaitUpdate(URI server) throws IOException {
    try (Installer device = Installer.open(options.home);
        Updates updates = new Updates(device, options, server)) {
      boolean changed = options.once ? updates.once() : updates.await();
      return changed ? START_AGAIN : DONE;
    }
  }
}
