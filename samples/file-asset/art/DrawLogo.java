import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/**
 * Draws assets/logo.png: a chip that something arrives in. Run it with {@code java
 * art/DrawLogo.java assets/logo.png}.
 *
 * <p>The file has exactly 2,466 bytes, like the one of the example that this sample is the
 * counterpart of, so that its log can be compared line by line. What the drawing leaves of that is
 * a comment in the file, which says so.
 */
class DrawLogo {
  private static final int LENGTH = 2466;
  private static final int SIZE = 128;
  private static final int END_CHUNK = 12; // IEND, at the end of every PNG

  private static final Color NIGHT = new Color(0x12304f);
  private static final Color SEA = new Color(0x1fa7a0);
  private static final Color SUN = new Color(0xffc145);
  private static final Color PAPER = new Color(0xf7fbfa);

  public static void main(String[] args) throws IOException {
    Files.write(Path.of(args[0]), padded(encoded(draw())));
  }

  private static byte[] encoded(BufferedImage image) throws IOException {
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(0); // of the speed, that is: as small as possible
    try (ImageOutputStream out = ImageIO.createImageOutputStream(png)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    }
    return png.toByteArray();
  }

  private static BufferedImage draw() {
    BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_ARGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    g.setColor(NIGHT);
    g.fill(new RoundRectangle2D.Double(0, 0, SIZE, SIZE, 36, 36));

    // The chip: four pins at each side, a body, a mark at pin 1.
    g.setColor(PAPER);
    for (int y = 56; y <= 98; y += 14) {
      g.fill(new RoundRectangle2D.Double(14, y - 3, 100, 6, 6, 6));
    }
    g.setColor(NIGHT);
    g.fill(new RoundRectangle2D.Double(24, 42, 80, 72, 18, 18));
    g.setColor(SEA);
    g.fill(new RoundRectangle2D.Double(28, 46, 72, 64, 14, 14));
    g.setColor(NIGHT);
    g.fillOval(86, 96, 7, 7);

    // What arrives: an arrow, with a line of the background's colour around it.
    Path2D arrow = new Path2D.Double();
    arrow.moveTo(54, 14);
    arrow.lineTo(74, 14);
    arrow.lineTo(74, 56);
    arrow.lineTo(90, 56);
    arrow.lineTo(64, 86);
    arrow.lineTo(38, 56);
    arrow.lineTo(54, 56);
    arrow.closePath();
    g.setColor(NIGHT);
    g.setStroke(new BasicStroke(13, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(arrow);
    g.setColor(SUN);
    g.fill(arrow);
    g.setStroke(new BasicStroke(5, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(arrow);
    g.dispose();
    return image;
  }

  /** Puts a comment in front of the end. */
  private static byte[] padded(byte[] png) {
    int padding = LENGTH - png.length - 12; // a chunk's length, type and checksum
    String text =
        "Comment\0Asset OTA for the JVM, Apache-2.0. Drawn by DrawLogo.java; the dots pad the file.";
    if (padding < text.length()) {
      throw new IllegalStateException("the drawing has " + png.length + " bytes: too many");
    }
    byte[] data = (text + ".".repeat(padding - text.length())).getBytes(StandardCharsets.US_ASCII);
    ByteBuffer out = ByteBuffer.allocate(LENGTH).put(png, 0, png.length - END_CHUNK);
    out.putInt(data.length);
    int start = out.position();
    out.put("tEXt".getBytes(StandardCharsets.US_ASCII)).put(data);
    CRC32 crc = new CRC32();
    crc.update(out.array(), start, out.position() - start);
    out.putInt((int) crc.getValue());
    out.put(png, png.length - END_CHUNK, END_CHUNK);
    return out.array();
  }
}
