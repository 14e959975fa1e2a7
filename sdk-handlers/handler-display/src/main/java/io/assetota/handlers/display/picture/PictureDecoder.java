package io.assetota.handlers.display.picture;

import io.assetota.core.model.AssetException;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.event.IIOReadWarningListener;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes pictures with the JDK's ImageIO. Input is hostile: the size is read and judged before
 * pixels are made of it, and what a decoder throws at damaged data becomes one kind of error.
 */
final class PictureDecoder {
  /** 16 Mi pixels are 64 MiB as an array: a photo of a present-day camera, scaled down here. */
  static final int MAX_PIXELS = 16 * 1024 * 1024;

  private static final int LONGEST_SIGNATURE = 8;
  private static final int UPRIGHT = 1;

  private PictureDecoder() {}

  static Picture decode(String source, InputStream in, ExifOrientation exif) throws IOException {
    try (Animation picture = Animation.open(source, in, exif)) {
      picture.next();
      return picture.frame();
    }
  }

  /** An encoded picture, without what its pixels don't need, and how it was held. */
  record Content(InputStream stream, int orientation) {}

  static Content content(InputStream in, ExifOrientation exif) throws IOException {
    InputStream buffered = new BufferedInputStream(in);
    buffered.mark(LONGEST_SIGNATURE);
    byte[] start = buffered.readNBytes(LONGEST_SIGNATURE);
    buffered.reset();
    if (PngContent.isPng(start)) {
      return new Content(new PngContent(buffered), UPRIGHT);
    }
    if (GifContent.isGif(start)) {
      return new Content(new GifContent(buffered), UPRIGHT);
    }
    boolean turns = exif == ExifOrientation.APPLIED && JpegOrientation.isJpeg(start);
    return new Content(buffered, turns ? JpegOrientation.read(buffered) : UPRIGHT);
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
    List<String> warnings = new ArrayList<>();
    IIOReadWarningListener listener = (from, warning) -> warnings.add(warning);
    try {
      requireSize(source, reader.getWidth(index), reader.getHeight(index));
      reader.addIIOReadWarningListener(listener);
      BufferedImage image = reader.read(index);
      for (String warning : warnings) {
        // The JPEG decoder fills what is missing with grey, and only warns.
        if (warning.toLowerCase(Locale.ROOT).contains("premature end")) {
          throw new AssetException(source + " is a damaged picture: it is cut off");
        }
      }
      return image;
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
    } finally {
      reader.removeIIOReadWarningListener(listener);
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
    return new Picture(image.getWidth(), image.getHeight(), Pixels.argb(image));
  }
}
