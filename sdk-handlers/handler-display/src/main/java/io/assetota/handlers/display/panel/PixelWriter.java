package io.assetota.handlers.display.panel;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.picture.RawFormat;
import io.assetota.handlers.display.picture.Region;
import io.assetota.handlers.display.picture.Rgb565;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteOrder;
import java.util.Objects;

/** Writes pixels into the memory of a panel, through its one transfer buffer. */
final class PixelWriter {
  private final Panel panel;
  private final PanelMemory memory;

  PixelWriter(Panel panel, PanelMemory memory) {
    this.panel = panel;
    this.memory = memory;
  }

  /**
   * Fills a region.
   *
   * @param colour as RGB565
   */
  void fill(Rotation toward, Region region, int colour) throws IOException {
    begin(toward, region);
    byte[] buffer = memory.buffer();
    for (int i = 0; i < buffer.length; i += 2) {
      buffer[i] = (byte) (colour >> 8);
      buffer[i + 1] = (byte) colour;
    }
    for (int left = region.area(); left > 0; left -= buffer.length / 2) {
      memory.write(Math.min(left, buffer.length / 2));
    }
    memory.end();
  }

  /** Draws pixels from an array. */
  void draw(Rotation toward, Region region, int[] argb, int offset, int stride) throws IOException {
    Objects.checkFromIndexSize(
        offset, (region.height() - 1) * stride + region.width(), argb.length);
    begin(toward, region);
    byte[] buffer = memory.buffer();
    int room = buffer.length / 2;
    int filled = 0;
    for (int line = 0; line < region.height(); line++) {
      int done = 0;
      while (done < region.width()) {
        int count = Math.min(region.width() - done, room - filled);
        Rgb565.pack(argb, offset + line * stride + done, buffer, 2 * filled, count);
        filled += count;
        done += count;
        if (filled == room) {
          memory.write(filled);
          filled = 0;
        }
      }
    }
    if (filled > 0) {
      memory.write(filled);
    }
    memory.end();
  }

  /** Draws raw pixels as they come. */
  void draw(
      Rotation toward, Region region, InputStream in, RawFormat format, HandlerContext context)
      throws IOException {
    region.requireInside(panel.width(toward), panel.height(toward));
    if (format.layout() == RawFormat.Layout.ROWS) {
      begin(toward, region);
    } else {
      // A picture in columns from the right is one in rows, seen a quarter turn further.
      Region turned =
          new Region(
              region.y(),
              panel.width(toward) - region.endX(),
              /* width= */ region.height(),
              /* height= */ region.width());
      begin(toward.next(), turned);
    }
    byte[] buffer = memory.buffer();
    long size = RawFormat.size(region.width(), region.height());
    for (long done = 0; done < size; ) {
      context.checkCancelled();
      int wanted = (int) Math.min(buffer.length, size - done);
      int read = in.readNBytes(buffer, 0, wanted);
      if (format.order() == ByteOrder.LITTLE_ENDIAN) {
        Rgb565.swap(buffer, 0, read & ~1);
      }
      memory.write(read / 2);
      done += read;
      context.progress("draw", done, size);
      if (read < wanted) {
        memory.end();
        throw new AssetException(
            "raw picture ends after "
                + done
                + " of "
                + size
                + " bytes for "
                + region
                + ": was it made for another panel or layout?");
      }
    }
    memory.end();
  }

  private void begin(Rotation toward, Region region) throws IOException {
    region.requireInside(panel.width(toward), panel.height(toward));
    memory.begin(toward, region);
  }
}
