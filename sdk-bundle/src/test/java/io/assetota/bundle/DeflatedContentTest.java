package io.assetota.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.assetota.core.bundle.BundleLimits;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeflatedContentTest {
  private static final Path DESCRIPTORS = Path.of("/proc/self/fd");

  @TempDir Path folder;

  private final SpillFile spill = new SpillFile();

  @AfterEach
  void close() throws IOException {
    spill.close();
  }

  private static byte[] read(DeflatedContent content) throws IOException {
    try (InputStream in = content.open()) {
      return in.readAllBytes();
    }
  }

  private static byte[] random(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }

  /** Returns how many temporary files of builds this process has open, with or without a name. */
  private static long openFiles() {
    try (Stream<Path> open = Files.list(DESCRIPTORS)) {
      return open.filter(DeflatedContentTest::isTemporary).count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isTemporary(Path descriptor) {
    try {
      String file = Files.readSymbolicLink(descriptor).toString();
      return file.contains("asset-ota-") && file.contains(".deflated");
    } catch (IOException e) {
      return false; // closed meanwhile
    }
  }

  private static List<Path> namedFiles() throws IOException {
    List<Path> named = new ArrayList<>();
    try (var files =
        Files.newDirectoryStream(
            Path.of(System.getProperty("java.io.tmpdir")), "asset-ota-*.deflated")) {
      files.forEach(named::add);
    }
    return named;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 9, 10, 1000})
  void whatIsWrittenIsRead(int inMemory) throws IOException {
    DeflatedContent content = new DeflatedContent(inMemory, spill);
    content.write(1);
    content.write(new byte[] {2, 3, 4, 5, 6, 7, 8, 9, 10});
    content.close();
    assertThat(read(content)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    assertThat(read(content)).hasSize(10);
    try (InputStream in = content.open()) {
      assertThat(in.read()).isEqualTo(1);
      assertThat(in.readNBytes(9)).hasSize(9);
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThatThrownBy(() -> content.write(1)).isInstanceOf(IOException.class);
  }

  @Test
  void anEmptyContentIsEmpty() throws IOException {
    DeflatedContent content = new DeflatedContent(0, spill);
    content.close();
    assertThat(read(content)).isEmpty();
  }

  @Test
  void contentsThatAreWrittenAtTheSameTimeDoNotMix() {
    List<byte[]> wanted = IntStream.range(0, 8).mapToObj(i -> random(i, 3_000_000 + i)).toList();
    List<byte[]> found =
        wanted.parallelStream()
            .map(
                bytes -> {
                  try {
                    DeflatedContent content = new DeflatedContent(100_000, spill);
                    for (int at = 0; at < bytes.length; at += 65_000) {
                      content.write(bytes, at, Math.min(65_000, bytes.length - at));
                    }
                    content.close();
                    return read(content);
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                })
            .toList();
    for (int i = 0; i < wanted.size(); i++) {
      assertThat(found.get(i)).isEqualTo(wanted.get(i));
    }
  }

  /** A process may have a thousand files open, and an application has more. */
  @Test
  void allContentsShareOneFileWhichIsGoneWhenItIsClosed() throws IOException {
    assumeTrue(Files.isDirectory(DESCRIPTORS));
    List<Path> named = namedFiles();
    for (int i = 0; i < 100; i++) {
      DeflatedContent content = new DeflatedContent(10, spill);
      content.write(new byte[100]);
      content.close();
      assertThat(read(content)).hasSize(100);
    }
    assertThat(openFiles()).isEqualTo(1);
    // Not even a process that is killed leaves it behind.
    assertThat(namedFiles()).isEqualTo(named);
    spill.close();
    spill.close();
    assertThat(openFiles()).isZero();
    DeflatedContent late = new DeflatedContent(0, spill);
    assertThatThrownBy(() -> late.write(1)).isInstanceOf(ClosedChannelException.class);
  }

  @Test
  void noTemporaryFileStaysWhenABuildRunsOutOfMemory() throws IOException {
    assumeTrue(Files.isDirectory(DESCRIPTORS));
    Path out = folder.resolve("out.zip");
    AtomicLong opened = new AtomicLong();
    BundleBuilder builder =
        BundleBuilder.forApplication(
                ApplicationWrapper.forVersion(1).wrap("kiosk.jar", new byte[] {1}), "kiosk.bin")
            .limits(BundleLimits.DEFAULT)
            .listener(
                event -> {
                  if (event instanceof BundleProgress.Compressed) {
                    opened.accumulateAndGet(openFiles(), Math::max);
                    throw new OutOfMemoryError("made up by a test");
                  }
                });
    for (int i = 0; i < 3; i++) {
      builder.asset("asset" + i, random(i, 5_000_000));
    }

    assertThatThrownBy(() -> builder.writeTo(out)).hasMessage("made up by a test");

    assertThat(opened).hasPositiveValue();
    assertThat(openFiles()).isZero();
    assertThat(out).doesNotExist();
  }
}
