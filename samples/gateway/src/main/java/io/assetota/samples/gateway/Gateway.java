package io.assetota.samples.gateway;

import io.assetota.core.AssetManager;
import io.assetota.core.AssetRouter;
import io.assetota.core.StartResult;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.handler.HandlerResult;
import io.assetota.core.handler.RouterListener;
import io.assetota.core.model.AssetReference;
import io.assetota.handlers.coprocessor.stm32.Stm32Handler;
import io.assetota.handlers.display.ImageHandler;
import io.assetota.handlers.files.FilesHandler;
import io.assetota.handlers.sound.SoundHandler;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings each asset to the part that it is for. */
final class Gateway {
  private static final Logger log = LoggerFactory.getLogger(Gateway.class);

  private final AssetManager assets;
  private final Board board;

  /**
   * Says which asset goes where.
   *
   * @param files where those go that are for no part
   */
  Gateway(AssetManager assets, Board board, Path files) {
    this.assets = assets;
    this.board = board;
    assets.onAssetOta(
        AssetRouter.builder()
            .route("coprocessor.bin", new Stm32Handler(board.coprocessor()))
            // At every start: a panel forgets its picture without power.
            .always("splash.*", new ImageHandler(board.display()))
            .route("*.wav", new SoundHandler(board.sound()))
            .others(new FilesHandler(files).removingGone())
            .listener(new Log())
            .build());
  }

  /**
   * Brings what is there and new to the parts, once, at the start of the application.
   *
   * @return true if every asset is where it belongs
   */
  boolean start() throws IOException {
    StartResult result = assets.start();
    if (result.outcome() == Outcome.SAFE_MODE) {
      log.warn("Assets are missing, an update has to bring them: {}", assets.missing());
      return false;
    }
    board.whenSettled().run();
    return result.results().stream().noneMatch(HandlerResult::isOpen);
  }

  private static final class Log implements RouterListener {
    private String step = "";

    @Override
    public void progress(AssetReference asset, String newStep, long done, long total) {
      if (!newStep.equals(step)) {
        step = newStep;
        log.info("{}: {}", asset.name(), step);
      }
    }

    @Override
    public void finished(HandlerResult result) {
      String why = result.message().isEmpty() ? "" : ": " + result.message();
      log.info("{} {}{}", result.asset().name(), result.outcome(), why);
    }
  }
}
