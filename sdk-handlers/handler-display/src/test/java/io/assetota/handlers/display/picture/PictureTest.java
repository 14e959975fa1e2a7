package io.assetota.handlers.display.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.handlers.display.colour.Colour;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PictureTest {
  private static Picture flat(int width, int height, int argb) {
    int[] pixels = new int[width * height];
    Arrays.fill(pixels, argb);
    return new Picture(width, height, pixels);
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void aFlatPictureStaysFlatInEveryScaling(Scaling scaling) {
    Picture fitted = flat(77, 77, 0xff123456).fitted(31, 31, scaling, 0);
    assertThat(fitted.width()).isEqualTo(31);
    assertThat(fitted.argb()).containsOnly(0xff123456);
  }

  @Test
  void scalesExtremesWithoutLargeArrays() {
    for (Scaling scaling : Scaling.values()) {
      Picture wide = flat(16_384, 1, 0xffffffff).fitted(100, 100, scaling, 0);
      assertThat(wide.argb()).contains(0xffffffff).hasSize(10_000);
      assertThat(flat(1, 1, 0xffffffff).fitted(3, 300, scaling, 0).argb()).contains(0xffffffff);
    }
  }

  @Test
  void shrinkingKeepsTheMeanColour() {
    Random random = new Random(3);
    Picture noise =
        new Picture(300, 200, random.ints(60_000, 0, 256).map(v -> v * 0x010101).toArray());
    double before = Arrays.stream(noise.argb()).mapToDouble(p -> p & 0xff).average().orElseThrow();
    Picture opaque =
        new Picture(300, 200, Arrays.stream(noise.argb()).map(p -> p | 0xff000000).toArray());
    Picture small = opaque.fitted(30, 20, Scaling.STRETCH, 0);
    double after = Arrays.stream(small.argb()).mapToDouble(p -> p & 0xff).average().orElseThrow();
    assertThat(after).isBetween(before - 2, before + 2);
  }

  @Test
  void packingAndUnpackingAreExactForThePanelsColours() {
    int[] all = new int[65_536];
    for (int i = 0; i < all.length; i++) {
      all[i] = Colour.toArgb(i);
    }
    byte[] packed = new byte[2 * all.length];
    Rgb565.pack(all, 0, packed, 0, all.length);
    int[] back = new int[all.length];
    Rgb565.unpack(packed, 0, back, 0, all.length);
    assertThat(back).isEqualTo(all);
    assertThat(Colour.toArgb(0xffff)).isEqualTo(0xffffffff);
    byte[] swapped = packed.clone();
    Rgb565.swap(swapped, 0, swapped.length);
    assertThat(swapped[0x1234 * 2]).isEqualTo((byte) 0x34);
  }

  @ParameterizedTest
  @EnumSource(Dither.class)
  void ditheringLeavesRepresentableColoursAlone(Dither dither) {
    int colour = Colour.toArgb(0x8c51);
    assertThat(flat(40, 40, colour).reduced(dither, ColourDepth.RGB565).argb())
        .containsOnly(colour);
    assertThat(flat(40, 40, 0xffffffff).reduced(dither, ColourDepth.MONOCHROME).argb())
        .containsOnly(0xffffffff);
    assertThat(flat(40, 40, 0xff000000).reduced(dither, ColourDepth.MONOCHROME).argb())
        .containsOnly(0xff000000);
  }

  @Test
  void ditheringKeepsTheMean() {
    for (Dither dither : new Dither[] {Dither.ORDERED, Dither.DIFFUSION}) {
      Picture grey = flat(64, 64, 0xff4d4d4d);
      double mono =
          Arrays.stream(grey.reduced(dither, ColourDepth.MONOCHROME).argb())
              .mapToDouble(p -> p & 0xff)
              .average()
              .orElseThrow();
      assertThat(mono).as(dither.name()).isBetween(0x4d - 4.0, 0x4d + 4.0);
      double colour =
          Arrays.stream(grey.reduced(dither, ColourDepth.RGB565).argb())
              .mapToDouble(p -> p & 0xff)
              .average()
              .orElseThrow();
      assertThat(colour).as(dither.name()).isBetween(0x4d - 0.5, 0x4d + 0.5);
    }
  }

  @Test
  void alphaIsLaidOverTheBackground() {
    Picture half = flat(2, 2, 0x80ff0000).over(0x0000ff);
    assertThat(half.argb()).containsOnly(0xff80007f);
    assertThat(flat(1, 1, 0).over(0x123456).argb()).containsOnly(0xff123456);
  }

  @Test
  void refusesAPictureThatWouldFillTheMemory() throws IOException {
    // A PNG header of 16384x16384 pixels, and nothing behind it.
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    flat(1, 1, -1).writePng(out);
    byte[] png = out.toByteArray();
    png[18] = 0x40;
    png[19] = 0;
    png[22] = 0x40;
    png[23] = 0;
    assertThatThrownBy(() -> Picture.decode("big.png", new ByteArrayInputStream(png)))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("big.png");
  }

  @Test
  void damagedPicturesAreOneKindOfError() throws IOException {
    Random random = new Random(5);
    for (String format : new String[] {"png", "jpg", "gif", "bmp"}) {
      BufferedImage image = new BufferedImage(20, 20, BufferedImage.TYPE_INT_RGB);
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, format, out);
      for (int round = 0; round < 200; round++) {
        byte[] damaged = out.toByteArray();
        for (int i = 0; i < 4; i++) {
          damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
        }
        try (Animation animation = Animation.open("x", new ByteArrayInputStream(damaged))) {
          for (int i = 0; i < 3 && animation.next(); i++) {
            assertThat(animation.frame().argb()).isNotEmpty();
          }
        } catch (AssetException e) {
          assertThat(e).hasMessageStartingWith("x ");
        }
      }
    }
  }

  @Test
  void playsAnAnimatedGif() throws IOException {
    byte[] gif = animated();
    try (Animation animation = Animation.open("a.gif", new ByteArrayInputStream(gif))) {
      assertThatThrownBy(animation::frame).isInstanceOf(IllegalStateException.class);
      assertThat(animation.next()).isTrue();
      assertThat(animation.delay()).isEqualTo(Duration.ofMillis(50));
      assertThat(animation.frame().argb()).containsOnly(0xffff0000);
      assertThat(animation.next()).isTrue();
      Picture second = animation.frame();
      assertThat(second.argb()[0]).isEqualTo(0xffff0000);
      assertThat(second.argb()[3 * 8 + 4]).isEqualTo(0xff0000ff);
      // The second frame wanted to be taken away again.
      assertThat(animation.next()).isTrue();
      assertThat(animation.frame().argb()[3 * 8 + 4]).isEqualTo(0xffff0000);
      assertThat(animation.frame().argb()[0]).isEqualTo(0xff0000ff);
      assertThat(animation.next()).isFalse();
    }
  }

  /** 8x8 red; then a blue 2x2 at 4,3 that is removed; then a blue 1x1 at 0,0. */
  private static byte[] animated() throws IOException {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("gif").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      writer.setOutput(stream);
      writer.prepareWriteSequence(null);
      frame(writer, 8, 0, 0, 0, "none");
      frame(writer, 2, 1, 4, 3, "restoreToPrevious");
      frame(writer, 1, 1, 0, 0, "none");
      writer.endWriteSequence();
    }
    writer.dispose();
    return out.toByteArray();
  }

  private static void frame(ImageWriter writer, int size, int colour, int x, int y, String disposal)
      throws IOException {
    byte[] red = {(byte) 255, 0};
    byte[] none = {0, 0};
    byte[] blue = {0, (byte) 255};
    IndexColorModel palette = new IndexColorModel(1, 2, red, none, blue);
    BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_BYTE_INDEXED, palette);
    for (int i = 0; i < size * size; i++) {
      image.getRaster().setSample(i % size, i / size, 0, colour);
    }
    IIOMetadata metadata = writer.getDefaultImageMetadata(new ImageTypeSpecifier(image), null);
    String format = metadata.getNativeMetadataFormatName();
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(format);
    IIOMetadataNode descriptor =
        (IIOMetadataNode) root.getElementsByTagName("ImageDescriptor").item(0);
    descriptor.setAttribute("imageLeftPosition", "" + x);
    descriptor.setAttribute("imageTopPosition", "" + y);
    IIOMetadataNode control =
        (IIOMetadataNode) root.getElementsByTagName("GraphicControlExtension").item(0);
    control.setAttribute("delayTime", "5");
    control.setAttribute("disposalMethod", disposal);
    metadata.setFromTree(format, root);
    writer.writeToSequence(new IIOImage(image, null, metadata), null);
  }
}
