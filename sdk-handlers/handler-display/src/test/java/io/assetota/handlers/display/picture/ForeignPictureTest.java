package io.assetota.handlers.display.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Pictures that ImageMagick wrote, compared with what ImageMagick reads of them: the files {@code
 * .rgba}, four bytes a pixel.
 */
class ForeignPictureTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "grey1.png",
        "grey2.png",
        "grey4.png",
        "grey8.png",
        "grey16.png",
        "greya8.png",
        "greya16.png",
        "greyadam7.png",
        "greytrns8.png",
        "indexed1.png",
        "indexed2.png",
        "indexed4.png",
        "indexed8.png",
        "indexeda8.png",
        "rgb8.png",
        "rgb16.png",
        "rgba8.png",
        "rgba16.png",
        "grey.gif",
        "grey.bmp",
        "grey.jpg",
        "colour.jpg",
        "progressive.jpg",
        "cmyk.jpg"
      })
  void isDecodedAsImageMagickDoesIt(String name) throws IOException {
    Picture picture = Picture.decode(name, new ByteArrayInputStream(file(name)));
    // Two decoders of JPEG may round differently.
    assertSame(picture, file(name + ".rgba"), name.endsWith("jpg") ? 2 : 0);
  }

  @Test
  void greyOfTheMiddleIsWhiteOnMonochromePanelsFrom128OnOnly() throws IOException {
    Picture ramp = Picture.decode("grey8.png", new ByteArrayInputStream(file("grey8.png")));
    int[] reduced = ramp.reduced(Dither.NONE, ColourDepth.MONOCHROME).argb();
    for (int i = 0; i < reduced.length; i++) {
      boolean white = (ramp.argb()[i] & 0xff) >= 128;
      assertThat(reduced[i]).isEqualTo(white ? 0xffffffff : 0xff000000);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 4, 5, 6, 7, 8})
  void photosAreTurnedUpright(int orientation) throws IOException {
    byte[] photo = withExif(file("photo.jpg"), orientation);
    assertSame(
        Picture.decode("photo.jpg", new ByteArrayInputStream(photo)),
        file("photo" + orientation + ".jpg.rgba"),
        2);
    assertSame(
        Picture.decode("photo.jpg", new ByteArrayInputStream(photo), ExifOrientation.IGNORED),
        file("photo.jpg.rgba"),
        2);
  }

  @Test
  void exifThatIsCutOffOrFullOfNoiseIsUpright() throws IOException {
    byte[] photo = withExif(file("photo.jpg"), 6);
    for (int at = 12; at < 38; at++) {
      byte[] noisy = photo.clone();
      noisy[at] ^= 0x7f;
      Picture picture = Picture.decode("photo.jpg", new ByteArrayInputStream(noisy));
      assertThat(picture.argb()).as("byte %d", at).hasSize(24 * 16);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"beyond.gif", "singlebytes.gif", "padded.gif"})
  void gifOfTheWildIsShownAsImageMagickDoesIt(String name) throws IOException {
    byte[] frames = file("beyond.gif.rgba");
    try (Animation animation = Animation.open(name, new ByteArrayInputStream(file(name)))) {
      for (int i = 0; i < 4; i++) {
        assertThat(animation.next()).isTrue();
        assertThat(animation.delay().toMillis()).isEqualTo(70);
        int size = frames.length / 4;
        assertSame(animation.frame(), Arrays.copyOfRange(frames, i * size, (i + 1) * size), 0);
      }
      assertThat(animation.next()).isFalse();
    }
  }

  @Test
  void compressedTextInAPngIsNotInflated() throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1));
    try (DeflaterOutputStream deflated = new DeflaterOutputStream(text)) {
      for (int i = 0; i < 300; i++) {
        deflated.write(new byte[1 << 20]);
      }
    }
    byte[] png = withChunk(file("rgb8.png"), "zTXt", text.toByteArray(), false);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (Animation animation = Animation.open("bomb.png", new ByteArrayInputStream(png))) {
      assertThat(animation.next()).isTrue();
      assertSame(animation.frame(), file("rgb8.png.rgba"), 0);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(16 << 20);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tEXt", "zTXt", "iTXt", "sBIT", "bKGD", "iCCP", "tIME", "eXIf", "cHRM"})
  void malformedChunksBesideThePixelsDoNotMatter(String type) throws IOException {
    for (boolean last : new boolean[] {false, true}) {
      byte[] png = withChunk(file("rgb8.png"), type, new byte[] {1, 2, 3}, last);
      Picture picture = Picture.decode("a.png", new ByteArrayInputStream(png));
      assertSame(picture, file("rgb8.png.rgba"), 0);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.jpg", "progressive.jpg", "rgb8.png", "grey.gif", "grey.bmp"})
  void pictureThatIsCutOffIsDamaged(String name) throws IOException {
    byte[] whole = file(name);
    byte[] half = Arrays.copyOf(whole, whole.length * 3 / 4);
    assertThatThrownBy(() -> Picture.decode(name, new ByteArrayInputStream(half)))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("damaged");
  }

  private static void assertSame(Picture picture, byte[] rgba, int tolerance) {
    assertThat(rgba).hasSize(picture.argb().length * 4);
    for (int i = 0; i < picture.argb().length; i++) {
      int pixel = picture.argb()[i];
      int alpha = rgba[4 * i + 3] & 0xff;
      assertThat(pixel >>> 24).as("alpha of pixel %d", i).isEqualTo(alpha);
      for (int c = 0; c < 3 && alpha > 0; c++) {
        int seen = pixel >> (16 - 8 * c) & 0xff;
        int expected = rgba[4 * i + c] & 0xff;
        assertThat(Math.abs(seen - expected)).as("pixel %d", i).isLessThanOrEqualTo(tolerance);
      }
    }
  }

  /** With a segment that says how the camera was held, in either byte order. */
  private static byte[] withExif(byte[] jpeg, int orientation) {
    ByteBuffer exif = ByteBuffer.allocate(36).putShort((short) 0xffe1).putShort((short) 34);
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    boolean big = orientation % 2 == 0;
    exif.put((big ? "MM" : "II").getBytes(StandardCharsets.US_ASCII));
    exif.order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    exif.putShort((short) 42).putInt(8).putShort((short) 1);
    exif.putShort((short) 0x112).putShort((short) 3).putInt(1).putShort((short) orientation);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    out.writeBytes(exif.array());
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** With one more chunk behind the header or in front of the end. */
  private static byte[] withChunk(byte[] png, String type, byte[] content, boolean last) {
    ByteBuffer chunk = ByteBuffer.allocate(content.length + 12).putInt(content.length);
    chunk.put(type.getBytes(StandardCharsets.US_ASCII)).put(content);
    CRC32 crc = new CRC32();
    crc.update(chunk.array(), 4, content.length + 4);
    chunk.putInt((int) crc.getValue());
    int at = last ? png.length - 12 : 8 + 25;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(png, 0, at);
    out.writeBytes(chunk.array());
    out.write(png, at, png.length - at);
    return out.toByteArray();
  }

  private static byte[] file(String name) throws IOException {
    String path = "/pictures/" + name;
    try (InputStream in =
        Objects.requireNonNull(ForeignPictureTest.class.getResourceAsStream(path), path)) {
      return in.readAllBytes();
    }
  }
}
