package io.assetota.bundle;

import io.assetota.core.module.FirmwareModule;
import io.assetota.core.module.ProductData;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;

/**
 * A payload in its application module.
 *
 * @param name the payload's file name, safe to use as one
 * @param application the module that holds it
 */
public record WrappedPayload(String name, FirmwareModule application) {
  /**
   * Returns the application's version.
   *
   * @return 0 to 65535
   */
  public int version() {
    return application.suffix().product().orElse(ProductData.NONE).version();
  }

  /**
   * Returns the payload.
   *
   * @return a read-only view
   */
  public ByteBuffer content() {
    return application.payload();
  }

  /**
   * Returns the length of the payload.
   *
   * @return bytes
   */
  public int size() {
    return content().remaining();
  }

  /**
   * Writes the payload.
   *
   * @param out where to; it is not closed
   * @throws IOException if writing fails
   */
  public void writeTo(OutputStream out) throws IOException {
    // Not closed: that would close the stream below.
    @SuppressWarnings("resource")
    WritableByteChannel channel = Channels.newChannel(out);
    ByteBuffer content = content();
    while (content.hasRemaining()) {
      channel.write(content);
    }
  }
}
