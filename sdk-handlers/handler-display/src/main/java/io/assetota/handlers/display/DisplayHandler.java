package io.assetota.handlers.display;

import io.assetota.core.handler.AssetHandler;
import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.Asset;
import io.assetota.handlers.display.panel.DisplayDriver;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws image assets on a panel that it starts when the first one comes, as Particle's {@code
 * lcd_image} example does, and with the same lines in the log. After a failure the panel is started
 * anew with the next attempt: a panel that lost its state, or was plugged in late, comes back.
 *
 * <p>Handlers run one after the other; {@link #close()} may be called from any thread.
 */
public final class DisplayHandler implements AssetHandler, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(DisplayHandler.class);

  /** Starts a display. */
  @FunctionalInterface
  public interface Opener {
    /**
     * Starts the display.
     *
     * @return the driver, which the handler closes
     * @throws IOException if the panel can't be reached
     */
    DisplayDriver open() throws IOException;
  }

  private final Opener opener;
  private final ImageOptions options;
  private @Nullable DisplayDriver display;

  /**
   * Draws with options.
   *
   * @param opener starts the display, for example {@code builder::open}
   * @param options how to draw
   */
  public DisplayHandler(Opener opener, ImageOptions options) {
    this.opener = opener;
    this.options = options;
  }

  @Override
  public synchronized void handle(Asset asset, HandlerContext context) throws IOException {
    DisplayDriver current = display;
    if (current == null) {
      current = opener.open();
      display = current;
    }
    try {
      new ImageHandler(current, options).handle(asset, context);
    } catch (IOException e) {
      closeAfter(e);
      throw e;
    }
  }

  private void closeAfter(IOException failure) {
    try {
      close();
    } catch (IOException e) {
      log.debug("Closing the display failed, too", e);
      failure.addSuppressed(e);
    }
  }

  /** Closes the display, if it was started. May be called twice. */
  @Override
  public synchronized void close() throws IOException {
    DisplayDriver current = display;
    display = null;
    if (current != null) {
      current.close();
    }
  }
}
