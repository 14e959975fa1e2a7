package io.assetota.core.files;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TextFileTest {
  @TempDir Path folder;

  private Path file(byte[] content) throws IOException {
    return Files.write(folder.resolve("file"), content);
  }

  @Test
  void aByteOrderMarkIsNoText() throws IOException {
    assertThat(TextFile.read(file("\ufeffgr\u00fcn\n".getBytes(UTF_8)), 100))
        .isEqualTo("gr\u00fcn\n");
    assertThat(TextFile.readBytes(file("\ufeffa".getBytes(UTF_8)), 100)).containsExactly('a');
    assertThat(TextFile.read(file("\ufeff".getBytes(UTF_8)), 3)).isEmpty();
    assertThat(TextFile.read(file(new byte[0]), 0)).isEmpty();
  }

  @Test
  void whatIsNoUtf8IsToldAsWhatItIs() throws IOException {
    Path utf16 = file("a".getBytes(UTF_16));
    assertThatThrownBy(() -> TextFile.read(utf16, 100))
        .isInstanceOf(AssetException.class)
        .hasMessage(utf16 + " is UTF-16, not UTF-8: save it as UTF-8");
    Path latin = file(new byte[] {'g', 'r', (byte) 0xfc, 'n'});
    assertThatThrownBy(() -> TextFile.read(latin, 100))
        .isInstanceOf(AssetException.class)
        .hasMessage(latin + " is not UTF-8: save it as UTF-8");
  }

  @Test
  void aLongFileIsNotReadToItsEnd() throws IOException {
    Path four = file(new byte[4]);
    assertThat(TextFile.read(four, 4)).hasSize(4);
    assertThatThrownBy(() -> TextFile.read(four, 3)).hasMessage(four + " is longer than 3 bytes");
  }
}
