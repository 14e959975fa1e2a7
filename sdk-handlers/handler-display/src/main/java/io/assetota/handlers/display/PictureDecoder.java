package io.assetota.handlers.display;

import io.assetota.core.AssetException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * Decodes pictures with the JDK's ImageIO. Input is hostile: the size is read and judged before
 * pixels are made of it, and what a decoder throws at damaged data becomes one kind of error.
 */
final class PictureDecoder {
  /** 16 Mi pixels are 64 MiB as an array: a photo of a present-day camera, scaled down here. */
  static final int MAX_PIXELS = 16 * 1024 * 1024;

  private PictureDecoder() {}

  static Picture decode(String source, InputStream in) throws IOException {
    // Not ImageIO.createImageInputStream: that writes temporary files unless a global says no.
    try (ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
      ImageReader reader = reader(source, stream);
      try {
        reader.setInput(stream, true, true);
        return toPicture(readFrame(source, reader, 0));
      } finally {
        reader.dispose();
      }
    }
  }

  static ImageReader reader(String source, ImageInputStream stream) throws AssetException {
    Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
    if (!readers.hasNext()) {
      throw new AssetException(
          source + " is no picture that can be decoded: use PNG, JPEG, GIF or BMP");
    }
    return readers.next();
  }

  static BufferedImage readFrame(String source, ImageReader reader, int index) throws IOException {
    try {
      requireSize(source, reader.getWidth(index), reader.getHeight(index));
      return reader.read(index);
    } catch (AssetException e) {
      throw e;
    } catch (IOException e) {
      // ImageIO tells of damage and of failed reading in the same way; a failed read of an asset
      // is an AssetException already.
      if (e.getCause() instanceof AssetException cause) {
        throw cause;
      }
      throw damaged(source, e);
    } catch (RuntimeException e) {
      // The JDK's decoders answer some damaged files with IllegalArgumentException,
      // IndexOutOfBoundsException or NegativeArraySizeException.
      throw damaged(source, e);
    }
  }

  static void requireSize(String source, int width, int height) throws AssetException {
    if (width < 1 || height < 1 || width > Region.MAX_SIDE || height > Region.MAX_SIDE) {
      throw new AssetException(
          source + " has sides of " + width + "x" + height + ", not 1 to " + Region.MAX_SIDE);
    }
    if ((long) width * height > MAX_PIXELS) {
      throw new AssetException(
          source + " has " + width + "x" + height + " pixels, more than " + MAX_PIXELS);
    }
  }

  static AssetException damaged(String source, Exception cause) {
    return new AssetException(source + " is a damaged picture: " + cause.getMessage(), cause);
  }

  static Picture toPicture(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    return new Picture(width, height, image.getRGB(0, 0, width, height, null, 0, width));
  }
}
