package io.assetota.ota.hawkbit.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFileTest {
  @TempDir private Path folder;

  @Test
  void aFileThatCanNotBeLookedAtIsNotNone() throws IOException {
    Path file = folder.resolve("hawkbit");
    assertThat(new JournalFile(file).read()).isEmpty();
    Files.createSymbolicLink(file, file);
    assertThatIOException().isThrownBy(() -> new JournalFile(file).read());
  }

  @Test
  void aLinkInPlaceOfTheFileIsReplacedAndNotFollowed() throws IOException {
    Path victim = Files.writeString(folder.resolve("victim"), "a secret");
    Path file = Files.createSymbolicLink(folder.resolve("hawkbit"), victim);
    assertThatIOException().isThrownBy(() -> new JournalFile(file).read());
    new JournalFile(file).write(json -> {});
    assertThat(victim).hasContent("a secret");
    assertThat(new JournalFile(file).read()).isPresent();
  }
}
