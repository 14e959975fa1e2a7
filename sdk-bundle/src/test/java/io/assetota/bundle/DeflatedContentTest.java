package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatedContentTest {
  private static byte[] read(DeflatedContent content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 1000})
  void whatIsWrittenIsRead(int inMemory) throws IOException {
    DeflatedContent content = new DeflatedContent(inMemory);
    content.write(1);
    content.write(new byte[] {2, 3, 4, 5, 6, 7, 8, 9, 10});
    content.close();
    assertThat(read(content)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(read(content)).hasSize(10);
    assertThatThrownBy(() -> content.write(1)).isInstanceOf(IOException.class);
    content.delete();
    content.delete();
  }

  /** A process may have a thousand files open, and an application has more. */
  @Test
  void noFileStaysOpen() throws IOException {
    File open = new File("/proc/self/fd");
    assumeThat(open).isDirectory();
    int before = open.list().length;
    List<DeflatedContent> contents = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      DeflatedContent content = new DeflatedContent(10);
      content.write(new byte[100]);
      content.close();
      contents.add(content);
    }
    assertThat(open.list().length).isLessThan(before + 50);
    for (DeflatedContent content : contents) {
      assertThat(read(content)).hasSize(100);
      content.delete();
    }
  }
}
