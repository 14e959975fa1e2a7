package io.assetota.handlers.display;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetReader;
import io.assetota.handlers.display.panel.DisplayDriver;
import io.assetota.handlers.display.picture.Animation;
import io.assetota.handlers.display.picture.Picture;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.io.MonotonicClock;
import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws image assets onto a panel, or a region of it: raw pixels ({@code .img}) as a stream, PNG,
 * JPEG, GIF and BMP decoded. An animated GIF is shown once; its last picture stays.
 *
 * <p>The display belongs to the caller. Handling the same asset twice draws it twice.
 */
public final class ImageHandler implements AssetHandler {
  private static final Logger log = LoggerFactory.getLogger(ImageHandler.class);

  private final DisplayDriver display;
  private final ImageOptions options;
  private final MonotonicClock clock;

  /**
   * Draws onto the whole panel, letter-boxed on black.
   *
   * @param display where
   */
  public ImageHandler(DisplayDriver display) {
    this(display, ImageOptions.DEFAULT);
  }

  /**
   * Draws with options.
   *
   * @param display where
   * @param options how
   */
  public ImageHandler(DisplayDriver display, ImageOptions options) {
    this(display, options, MonotonicClock.system());
  }

  /**
   * Draws with options, and takes the pauses of an animation from another clock.
   *
   * @param display where
   * @param options how
   * @param clock waits
   */
  public ImageHandler(DisplayDriver display, ImageOptions options, MonotonicClock clock) {
    this.display = display;
    this.options = options;
    this.clock = clock;
  }

  @Override
  public void handle(Asset asset, HandlerContext context) throws IOException {
    log.info("Found {}", asset.name());
    Region region = options.region().orElseGet(display::whole);
    try (AssetReader in = asset.open()) {
      if (asset.name().toLowerCase(Locale.ROOT).endsWith(".img")) {
        drawRaw(asset, in, region, context);
      } else {
        drawEncoded(asset, in, region, context);
      }
    }
    log.info("Done drawing {}", asset.name());
  }

  private void drawRaw(Asset asset, AssetReader in, Region region, HandlerContext context)
      throws IOException {
    long needed = RawFormat.size(region.width(), region.height());
    if (asset.size() != needed) {
      throw new AssetException(
          asset.name()
              + " has "
              + asset.size()
              + " bytes, but "
              + region
              + " on "
              + display.panel().name()
              + " takes "
              + needed
              + ": convert the picture for this panel with \"asset-ota image\"");
    }
    display.draw(region, in, options.raw(), context);
  }

  private void drawEncoded(Asset asset, AssetReader in, Region region, HandlerContext context)
      throws IOException {
    try (Animation animation = Animation.open(asset.name(), in, options.exif())) {
      boolean more = animation.next();
      while (more) {
        context.checkCancelled();
        Picture picture =
            animation
                .frame()
                .fitted(region.width(), region.height(), options.scaling(), options.background())
                .reduced(options.dither(), display.panel().protocol().colourDepth());
        display.draw(region.x(), region.y(), picture);
        context.progress("draw", in.position(), in.size());
        Duration delay = animation.delay();
        more = animation.next();
        if (more) {
          clock.sleep(delay);
        }
      }
    }
  }
}
