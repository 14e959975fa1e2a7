package io.assetota.handlers.display;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.display.panel.EmulatedDisplay;
import io.assetota.handlers.display.panel.Panel;
import io.assetota.handlers.display.panel.Rotation;
import io.assetota.handlers.display.picture.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each shipped panel in each rotation shows the test card, as the stored frames have it. To store
 * them anew after a wanted change, run with {@code -Dgolden.write=true} and look at each.
 */
class GoldenFrameTest {
  private static final Path STORED = Path.of("src/test/resources/golden");

  static Stream<Arguments> panels() {
    return Panel.shipped().stream()
        .flatMap(name -> Stream.of(Rotation.values()).map(turn -> Arguments.of(name, turn)));
  }

  @ParameterizedTest
  @MethodSource("panels")
  void showsTheTestCard(String name, Rotation rotation) throws IOException {
    try (EmulatedDisplay display = EmulatedDisplay.open(name, rotation)) {
      TestCard.draw(display.driver());

      // Two judges: the card itself, turned upright, and the frame that a person has looked at.
      display.assertShows(TestCard.picture(Panel.named(name), rotation));
      Path file = STORED.resolve(name + "-" + rotation.degrees() + ".png");
      if (Boolean.getBoolean("golden.write")) {
        Files.createDirectories(STORED);
        try (OutputStream out = Files.newOutputStream(file)) {
          display.emulator().writePng(out, 1);
        }
      }
      try (InputStream in = Files.newInputStream(file)) {
        Picture stored = Picture.decode(file.toString(), in);
        assertThat(Arrays.mismatch(display.emulator().picture(), stored.argb())).isEqualTo(-1);
      }
    }
  }

  @Test
  void everyShippedPanelHasAllItsFrames() throws IOException {
    try (Stream<Path> files = Files.list(STORED)) {
      assertThat(files.count()).isEqualTo(4L * Panel.shipped().size());
    }
  }
}
