import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Draws the splash screen: a morning in the hills, and a parcel on its parachute. Run it with {@code
 * java art/DrawSplash.java assets}: it writes splash.png, and splash.img as the display takes it,
 * which is 320x240 pixels of RGB565, low byte first, row by row.
 */
class DrawSplash {
  private static final int WIDTH = 320;
  private static final int HEIGHT = 240;

  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    BufferedImage image = draw();
    ImageIO.write(image, "png", folder.resolve("splash.png").toFile());
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int p = image.getRGB(x, y);
        int rgb565 = p >> 8 & 0xf800 | p >> 5 & 0x07e0 | p >> 3 & 0x001f;
        raw.write(rgb565);
        raw.write(rgb565 >> 8);
      }
    }
    Files.write(folder.resolve("splash.img"), raw.toByteArray());
  }

  private static BufferedImage draw() {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setPaint(new GradientPaint(0, 0, new Color(0x1b2a5c), 0, 150, new Color(0xf7a76c)));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    Random random = new Random(20);
    for (int i = 0; i < 40; i++) {
      int y = random.nextInt(70);
      g.setColor(new Color(255, 255, 255, 200 - 2 * y));
      g.fillRect(random.nextInt(WIDTH), y, 1, 1);
    }
    g.setColor(new Color(0xffe9b0));
    g.fill(new Ellipse2D.Double(218, 98, 56, 56));
    hills(g, 150, 26, 0.021, 0.4, new Color(0x8c4f6b));
    hills(g, 176, 20, 0.031, 2.1, new Color(0x54355e));
    hills(g, 204, 14, 0.043, 4.0, new Color(0x2a1f45));
    parachute(g, 110, 84);
    g.dispose();
    return image;
  }

  private static void hills(
      Graphics2D g, int base, int height, double step, double phase, Color colour) {
    Path2D path = new Path2D.Double();
    path.moveTo(0, HEIGHT);
    for (int x = 0; x <= WIDTH; x += 2) {
      double wave = Math.sin(x * step + phase) + 0.4 * Math.sin(2.3 * x * step + 3 * phase);
      path.lineTo(x, base - height * wave);
    }
    path.lineTo(WIDTH, HEIGHT);
    path.closePath();
    g.setColor(colour);
    g.fill(path);
  }

  private static void parachute(Graphics2D g, int x, int y) {
    g.setColor(new Color(0xf4f1ea));
    g.setStroke(new BasicStroke(1f));
    for (int i = -3; i <= 3; i++) {
      g.drawLine(x + 13 * i, y, x, y + 52);
    }
    Color[] stripes = {new Color(0xe4572e), new Color(0xf4f1ea)};
    for (int i = 0; i < 6; i++) {
      double left = x - 42 + 14 * i;
      Path2D stripe = new Path2D.Double();
      stripe.moveTo(x, y - 44);
      stripe.quadTo(x + (left - x) * 0.95, y - 40, left, y);
      stripe.quadTo(left + 7, y - 7, left + 14, y);
      stripe.quadTo(x + (left + 14 - x) * 0.95, y - 40, x, y - 44);
      g.setColor(stripes[i % 2]);
      g.fill(stripe);
    }
    g.setColor(new Color(0xc98f4a));
    g.fillRect(x - 17, y + 50, 34, 28);
    g.setColor(new Color(0xe0b274));
    g.fillRect(x - 17, y + 50, 34, 8);
    g.setColor(new Color(0x2e7d6b));
    g.fillRect(x - 3, y + 50, 6, 28);
    g.setColor(new Color(0x7a5226));
    g.drawRect(x - 17, y + 50, 34, 28);
  }
}
