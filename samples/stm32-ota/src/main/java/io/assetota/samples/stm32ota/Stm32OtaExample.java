package io.assetota.samples.stm32ota;

import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.AssetReference;
import io.assetota.handlers.coprocessor.stm32.Stm32Handler;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Flashes an STM32 on the board from the asset {@code blink.bin}, when that is new.
 *
 * <p>Without a port it flashes an emulated part; with one, the part that is there, brought into its
 * boot loader by two pins of the Raspberry Pi or by the control lines of a USB converter.
 */
public final class Stm32OtaExample {
  private static final Logger log = LoggerFactory.getLogger(Stm32OtaExample.class);

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
      return handleAssets(assets, coprocessor) ? 0 : 1;
    } catch (IOException e) {
      log.error("{}", e.getMessage());
      return 1;
    }
  }

  private static boolean handleAssets(AssetManager assets, Coprocessor coprocessor)
      throws IOException {
    Report report = new Report();
    assets.onAssetOta(
        AssetRouter.builder()
            .route("blink.bin", new Stm32Handler(coprocessor.flasher()))
            .others((asset, context) -> log.warn("Unknown asset {}", asset.name()))
            .listener(report)
            .build());
    if (assets.start().outcome() == Outcome.SAFE_MODE) {
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
