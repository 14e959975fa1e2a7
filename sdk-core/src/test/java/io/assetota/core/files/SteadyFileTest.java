package io.assetota.core.files;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SteadyFileTest {
  @TempDir Path folder;
  private Path file;
  private SteadyFile before;

  @BeforeEach
  void prepare() throws IOException {
    file = Files.writeString(folder.resolve("a.txt"), "text");
    Files.setLastModifiedTime(file, FileTime.fromMillis(1_000));
    before = SteadyFile.of(file);
  }

  private void isNoticed(String how) {
    assertThatThrownBy(before::requireUnchanged)
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith(file + " changed while it was read: " + how);
  }

  @Test
  void aFileThatNobodyWroteIsSteady() {
    assertThatCode(() -> before.requireUnchanged(4)).doesNotThrowAnyException();
  }

  @Test
  void anotherLengthIsNoticed() throws IOException {
    Files.writeString(file, "texts");
    isNoticed("it had 4 bytes and has 5");
  }

  @Test
  void otherContentOfTheSameLengthIsNoticed() throws IOException {
    Files.writeString(file, "TEXT");
    isNoticed("it was written at ");
  }

  @Test
  void anotherFileInItsPlaceIsNoticedWhateverItsTime() throws IOException {
    Path other = Files.writeString(folder.resolve("b.txt"), "TEXT");
    Files.setLastModifiedTime(other, before.modified());
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    isNoticed("it was written at ");
  }

  @Test
  void aFileThatIsGoneIsNoticed() throws IOException {
    Files.delete(file);
    isNoticed("it is gone");
  }

  @Test
  void aReaderThatGotMoreOrLessIsTold() {
    assertThatThrownBy(() -> before.requireUnchanged(3))
        .hasMessageContaining("it had 4 bytes, and 3 were read");
  }
}
