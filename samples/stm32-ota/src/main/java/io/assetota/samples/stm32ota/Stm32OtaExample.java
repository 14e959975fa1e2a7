package io.assetota.samples.stm32ota;

import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.AssetReference;
import io.assetota.handlers.coprocessor.part.FlashWordVersion;
import io.assetota.handlers.coprocessor.part.FlashedPart;
import io.assetota.handlers.coprocessor.part.FormerAssets;
import io.assetota.handlers.coprocessor.part.Part;
import io.assetota.handlers.coprocessor.part.PartHandler;
import io.assetota.handlers.coprocessor.stm32.Stm32Device;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import java.io.IOException;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flashes an STM32 on the board from the asset {@code blink.bin}, when that is new. If the part
 * does not have the version then that this application is for, it gets its former program back, and
 * a device on trial its previous application.
 *
 * <p>Without a port it flashes an emulated part; with one, the part that is there, brought into its
 * boot loader by two pins of the Raspberry Pi or by the control lines of a USB converter.
 */
public final class Stm32OtaExample {
  private static final Logger log = LoggerFactory.getLogger(Stm32OtaExample.class);

  /** What this application is for: the word in the vector table of blink.s that is reserved. */
  private static final String VERSION = "0x00010000";

  private static final long VERSION_ADDRESS = Stm32Device.FLASH_START + 0x1c;

  private Stm32OtaExample() {}

  /**
   * Runs the example once.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(args));
  }

  /**
   * Runs the example once.
   *
   * @param args see {@code --help}
   * @return the exit code: 0 if all went well, 1 after a failure, 2 for wrong arguments
   */
  public static int run(String... args) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      log.error("{}\n{}", e.getMessage(), Options.USAGE);
      return 2;
    }
    if (options.help()) {
      log.info("{}", Options.USAGE);
      return 0;
    }
    try (Coprocessor coprocessor = Coprocessor.open(options);
        AssetManager assets = AssetManager.open(options.home())) {
      return handleAssets(assets, part(options, assets, coprocessor.flasher())) ? 0 : 1;
    } catch (IOException e) {
      log.error("{}", e.getMessage());
      return 1;
    }
  }

  private static Part part(Options options, AssetManager assets, Stm32Flasher flasher) {
    return FlashedPart.builder("stm32", flasher, options.parts())
        .version(new FlashWordVersion(flasher, VERSION_ADDRESS))
        .former(FormerAssets.of(assets))
        .build();
  }

  private static boolean handleAssets(AssetManager assets, Part stm32) throws IOException {
    Report report = new Report();
    assets.onAssetOta(
        AssetRouter.builder()
            .route("blink.bin", new PartHandler(stm32).expecting(VERSION, Duration.ofSeconds(5)))
            .others((asset, context) -> log.warn("Unknown asset {}", asset.name()))
            .listener(report)
            .build());
    Outcome outcome = assets.start().outcome();
    if (outcome == Outcome.ROLLED_BACK) {
      throw new IOException("the previous application is back: start that");
    }
    if (outcome == Outcome.SAFE_MODE) {
      throw new IOException("assets are missing, an update has to bring them: " + assets.missing());
    }
    return !report.failed;
  }

  private static final class Report implements RouterListener {
    private String step = "";
    private boolean failed;

    @Override
    public void progress(AssetReference asset, String newStep, long done, long total) {
      if (!newStep.equals(step)) {
        step = newStep;
        log.info("{}: {} {} bytes", asset.name(), step, total);
      }
    }

    @Override
    public void finished(HandlerResult result) {
      failed |= result.isOpen();
      log.info("{}", result);
    }
  }
}
