package io.assetota.samples.gateway;

import io.assetota.core.AssetManager;
import io.assetota.core.model.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * Brings its assets to a coprocessor, a display, a loudspeaker and files. {@code asset-ota run}
 * starts it, updates it, and brings the previous version back if this one fails. Without hardware
 * all parts are emulated.
 */
@Command(
    name = "gateway",
    mixinStandardHelpOptions = true,
    description = "An application with parts of every kind. 'asset-ota run' starts and updates it.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:it was ended, or is done", "1:it failed", "2:wrong usage"})
public final class GatewayExample implements Callable<Integer> {
  private static final Logger log = LoggerFactory.getLogger(GatewayExample.class);

  private static final int DONE = 0;
  private static final int FAILED = 1;

  @Mixin private final Options options = new Options();

  private GatewayExample() {}

  /**
   * Runs the example until it is ended.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs the example until the thread is interrupted.
   *
   * @param args see {@code --help}
   * @return the exit code: 0 for done, 1 after a failure, 2 for wrong arguments
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
    log.info("{} This is version {}", Greeting.text(), options.version);
    Files.createDirectories(options.out);
    try (AssetManager assets = AssetManager.open(options.home, Platform.LINUX);
        Board board = options.hardware ? RaspberryPi.open() : EmulatedBoard.open(options.out)) {
      if (!new Gateway(assets, board, options.out.resolve("files")).start()) {
        return FAILED; // It is started again, and replaced if it is on trial and keeps failing.
      }
      if (assets.confirm()) {
        log.info("The new version works, and stays");
      }
      return options.once ? DONE : work();
    }
  }

  /** The work of the gateway would be here. It is told of other assets while it runs. */
  private static int work() {
    try {
      while (true) {
        TimeUnit.DAYS.sleep(1);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return DONE;
    }
  }
}
