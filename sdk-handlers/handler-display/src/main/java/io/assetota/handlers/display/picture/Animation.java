package io.assetota.handlers.display.picture;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/**
 * The frames of an animated GIF, one after the other, each put together to the whole picture.
 *
 * <p>Memory is that of two pictures and of the encoded file, for any number of frames. Other
 * formats are animations of one frame. Not safe for use by several threads.
 *
 * <pre>{@code
 * try (Animation animation = Animation.open("wait.gif", in)) {
 *   while (animation.next()) {
 *     display.draw(0, 0, animation.frame().fitted(...));
 *     Thread.sleep(animation.delay().toMillis());
 *   }
 * }
 * }</pre>
 */
public final class Animation implements AutoCloseable {
  /** Browsers show frames that name no time, or nearly none, for a tenth of a second. */
  private static final Duration DEFAULT_DELAY = Duration.ofMillis(100);

  private static final int MIN_HUNDREDTHS = 2;
  private static final int MAX_FRAMES = 10_000;

  private final String source;
  private final ImageInputStream stream;
  private final ImageReader reader;
  private final int orientation;
  private final int width;
  private final int height;
  private final int[] canvas;
  private int index = -1;
  private Duration delay = DEFAULT_DELAY;
  private String disposal = "none";
  private int lastX;
  private int lastY;
  private int lastWidth;
  private int lastHeight;
  private int[] beforeLast = {};

  private Animation(String source, ImageInputStream stream, ImageReader reader, int orientation)
      throws IOException {
    this.source = source;
    this.stream = stream;
    this.reader = reader;
    this.orientation = orientation;
    try {
      int[] size = {reader.getWidth(0), reader.getHeight(0)};
      IIOMetadata metadata = isGif(reader) ? reader.getStreamMetadata() : null;
      if (metadata != null) {
        Node screen = child(metadata, "LogicalScreenDescriptor");
        size[0] = Math.max(size[0], number(screen, "logicalScreenWidth"));
        size[1] = Math.max(size[1], number(screen, "logicalScreenHeight"));
      }
      PictureDecoder.requireSize(source, size[0], size[1]);
      width = size[0];
      height = size[1];
    } catch (AssetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw PictureDecoder.damaged(source, e);
    }
    canvas = new int[width * height];
  }

  /**
   * Opens a picture as an animation. A photo is turned upright.
   *
   * @param source what to call it in errors: the asset's name
   * @param in the encoded picture, which the caller closes after the animation
   * @return an animation before its first frame
   * @throws AssetException if it is in no known format, or damaged, or too large
   * @throws IOException if reading fails
   */
  public static Animation open(String source, InputStream in) throws IOException {
    return open(source, in, ExifOrientation.APPLIED);
  }

  /**
   * Opens a picture as an animation.
   *
   * @param source what to call it in errors: the asset's name
   * @param in the encoded picture, which the caller closes after the animation
   * @param exif whether a photo is turned upright
   * @return an animation before its first frame
   * @throws AssetException if it is in no known format, or damaged, or too large
   * @throws IOException if reading fails
   */
  public static Animation open(String source, InputStream in, ExifOrientation exif)
      throws IOException {
    PictureDecoder.Content content = PictureDecoder.content(in, exif);
    // Not ImageIO.createImageInputStream: that writes temporary files unless a global says no.
    ImageInputStream stream = new MemoryCacheImageInputStream(content.stream());
    ImageReader reader = null;
    try {
      reader = PictureDecoder.reader(source, stream);
      boolean isGif = isGif(reader);
      // Metadata is what tells the frames of a GIF apart; of other formats it is not wanted.
      reader.setInput(stream, !isGif, !isGif);
      return new Animation(source, stream, reader, content.orientation());
    } catch (IOException e) {
      if (reader != null) {
        reader.dispose();
      }
      stream.close();
      throw e;
    }
  }

  /**
   * Goes to the next frame.
   *
   * @return false after the last one
   * @throws AssetException if the frame is damaged
   * @throws IOException if reading fails
   */
  public boolean next() throws IOException {
    int frame = index + 1;
    try {
      int count = isGif(reader) ? Math.min(MAX_FRAMES, reader.getNumImages(true)) : 1;
      if (count == 0) {
        throw new AssetException(source + " is a damaged picture: it has no whole frame");
      }
      if (frame >= count) {
        return false;
      }
      dispose();
      Picture part = PictureDecoder.toPicture(PictureDecoder.readFrame(source, reader, frame));
      int x = 0;
      int y = 0;
      if (isGif(reader)) {
        IIOMetadata metadata = reader.getImageMetadata(frame);
        Node descriptor = child(metadata, "ImageDescriptor");
        x = number(descriptor, "imageLeftPosition");
        y = number(descriptor, "imageTopPosition");
        control(child(metadata, "GraphicControlExtension"));
      }
      lay(part, x, y);
    } catch (AssetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw PictureDecoder.damaged(source, e);
    }
    index = frame;
    return true;
  }

  private void control(Node extension) {
    int hundredths = number(extension, "delayTime");
    delay = hundredths < MIN_HUNDREDTHS ? DEFAULT_DELAY : Duration.ofMillis(10L * hundredths);
    Node method = extension.getAttributes().getNamedItem("disposalMethod");
    disposal = method == null ? "none" : method.getNodeValue();
  }

  /** Does what the last frame wanted done after its time: GIF89a, 23 c iv. */
  private void dispose() {
    if (disposal.equals("restoreToBackgroundColor")) {
      for (int y = lastY; y < lastY + lastHeight; y++) {
        Arrays.fill(canvas, y * width + lastX, y * width + lastX + lastWidth, 0);
      }
    } else if (disposal.equals("restoreToPrevious")) {
      System.arraycopy(beforeLast, 0, canvas, 0, canvas.length);
    }
  }

  /** What lies beyond the screen is cut; a frame may lie there as a whole. */
  private void lay(Picture part, int x, int y) {
    if (disposal.equals("restoreToPrevious")) {
      beforeLast = canvas.clone();
    }
    int w = Math.max(0, Math.min(part.width(), width - x));
    int h = Math.max(0, Math.min(part.height(), height - y));
    lastX = x;
    lastY = y;
    lastWidth = w;
    lastHeight = h;
    for (int row = 0; row < h; row++) {
      for (int column = 0; column < w; column++) {
        int p = part.argb()[row * part.width() + column];
        if (p >>> 24 != 0) {
          canvas[(y + row) * width + x + column] = p;
        }
      }
    }
  }

  /**
   * Returns the current frame.
   *
   * @return a copy of the whole picture
   * @throws IllegalStateException before the first call of {@link #next()}
   */
  public Picture frame() {
    if (index < 0) {
      throw new IllegalStateException("call next() first");
    }
    return JpegOrientation.upright(new Picture(width, height, canvas.clone()), orientation);
  }

  /**
   * Returns how long the current frame is to be seen.
   *
   * @return a tenth of a second if the file does not say
   */
  public Duration delay() {
    return delay;
  }

  private static boolean isGif(ImageReader reader) throws IOException {
    return reader.getFormatName().equalsIgnoreCase("gif");
  }

  /** A node of the JDK's GIF metadata, which has the same form in all versions: see its package. */
  private static Node child(IIOMetadata metadata, String name) {
    NodeList children = metadata.getAsTree(metadata.getNativeMetadataFormatName()).getChildNodes();
    for (int i = 0; i < children.getLength(); i++) {
      if (children.item(i).getNodeName().equals(name)) {
        return children.item(i);
      }
    }
    // Without attributes, so that every number is 0.
    return new IIOMetadataNode(name);
  }

  private static int number(Node node, String attribute) {
    Node value = node.getAttributes().getNamedItem(attribute);
    return value == null ? 0 : Integer.parseInt(value.getNodeValue());
  }

  @Override
  public void close() throws IOException {
    reader.dispose();
    stream.close();
  }
}
