package io.assetota.core.module;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.sun.management.ThreadMXBean;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.AssetReference;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.UnreadableException;
import io.assetota.testing.ByteArrayChannel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reading the content out of asset modules, good ones and others. */
final class AssetReaderTest {
  private static final int PAYLOAD = ModulePrefix.LENGTH;
  private static final int DEFLATED = PAYLOAD + CompressedHeader.LENGTH;

  private static final AssetHash SHA256_OF_300_MIB_OF_ZEROS =
      AssetHash.parse("17a88af83717f68b8bd97873ffcf022c8aed703416fe9b08e0fa9e3287692bf0");

  private static AssetReader open(byte[] module) throws IOException {
    return AssetModule.open(new ByteArrayChannel(module));
  }

  private static byte[] content(int size) {
    byte[] content = new byte[size];
    Random random = new Random(size);
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (random.nextInt(5) == 0 ? random.nextInt() : 'a');
    }
    return content;
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void readsAnyPartInAnyOrderLikeAByteArray(boolean compressed) throws IOException {
    for (int size : new int[] {0, 1, 100, 8_192, 30_000}) {
      byte[] content = content(size);
      Random random = new Random(size);
      try (AssetReader reader = open(TestModules.asset("a", content, compressed))) {
        ByteBuffer expected = ByteBuffer.wrap(content);
        int mark = 0;
        for (int i = 0; i < 600; i++) {
          assertThat(reader.position()).isEqualTo(expected.position());
          assertThat(reader.available()).isEqualTo(expected.remaining());
          assertThat(reader.atEnd()).isEqualTo(!expected.hasRemaining());
          switch (random.nextInt(7)) {
            case 0 -> assertThat(reader.peek()).isEqualTo(peek(expected));
            case 1 -> {
              assertThat(reader.read()).isEqualTo(peek(expected));
              expected.position(Math.min(size, expected.position() + 1));
            }
            case 2 -> {
              int at = random.nextInt(size + 1);
              reader.seek(at);
              expected.position(at);
            }
            case 3 -> {
              int count = random.nextInt(size + 10);
              int skipped = Math.min(count, expected.remaining());
              assertThat(reader.skip(count)).isEqualTo(skipped);
              expected.position(expected.position() + skipped);
            }
            case 4 -> {
              reader.mark(0);
              mark = expected.position();
            }
            case 5 -> {
              reader.reset();
              expected.position(mark);
            }
            default -> {
              byte[] buffer = new byte[random.nextInt(size + 10) + 1];
              int wanted = Math.min(buffer.length, expected.remaining());
              byte[] part = new byte[wanted];
              expected.get(part);
              assertThat(reader.read(buffer)).isEqualTo(wanted == 0 ? -1 : wanted);
              assertThat(Arrays.copyOf(buffer, wanted)).isEqualTo(part);
            }
          }
        }
        reader.rewind();
        assertThat(reader.readAllBytes()).isEqualTo(content);
      }
    }
  }

  private static int peek(ByteBuffer buffer) {
    return buffer.hasRemaining() ? buffer.get(buffer.position()) & 0xff : -1;
  }

  @Test
  void positionsOutsideAreMisuse() throws IOException {
    try (AssetReader reader = open(TestModules.asset("a", new byte[10], true))) {
      assertThatIllegalArgumentException().isThrownBy(() -> reader.seek(11));
      assertThatIllegalArgumentException().isThrownBy(() -> reader.seek(-1));
      assertThat(reader.skip(-5)).isZero();
      reader.skipNBytes(10);
      assertThatExceptionOfType(EOFException.class).isThrownBy(() -> reader.skipNBytes(1));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aClosedReaderReadsNothingAndMayBeClosedAgain(boolean compressed) throws IOException {
    AssetReader reader = open(TestModules.asset("a", new byte[10], compressed));
    reader.close();
    reader.close();
    assertThatIOException().isThrownBy(reader::read).withMessageContaining("closed");
    assertThatIOException().isThrownBy(reader::peek);
    assertThatIOException().isThrownBy(() -> reader.seek(1));
    assertThatIOException().isThrownBy(() -> reader.skip(1));
  }

  /** Wherever a bit flips, the content is right or the end is never seen. */
  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void damageAnywhereNeverYieldsOtherContent(boolean compressed) throws IOException {
    byte[] content = content(700);
    byte[] module = TestModules.asset("name", content, compressed);
    for (int at = 0; at < module.length; at++) {
      byte[] damaged = module.clone();
      damaged[at] ^= 0x10;
      assertThatExceptionOfType(AssetException.class)
          .as("verify, byte %d", at)
          .isThrownBy(() -> AssetModule.verify(new ByteArrayChannel(damaged)));
      try (AssetReader reader = open(damaged)) {
        assertThat(reader.readAllBytes()).isEqualTo(content);
      } catch (AssetException e) {
        assertThat(e).hasMessageMatching(".+");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aWrongHashNeverLetsTheLastByteOut(boolean compressed) throws IOException {
    byte[] content = content(20_000);
    AssetReference wrong = new AssetReference("a", AssetHash.ofContent(new byte[1]));
    byte[] module = TestModules.asset(wrong, content, compressed);
    for (int chunk : new int[] {1, 777, 20_000, 50_000}) {
      List<AssetException> found = new ArrayList<>();
      try (AssetReader reader = AssetModule.open(new ByteArrayChannel(module), found::add)) {
        byte[] buffer = new byte[chunk];
        assertThatExceptionOfType(IntegrityException.class)
            .isThrownBy(
                () -> {
                  int n = 0;
                  while (n >= 0) {
                    n = reader.read(buffer);
                    assertThat(reader.position()).isLessThan(content.length);
                  }
                });
        assertThatExceptionOfType(IntegrityException.class).isThrownBy(reader::read);
        assertThatExceptionOfType(IntegrityException.class).isThrownBy(() -> reader.seek(0));
        assertThat(found).singleElement().isInstanceOf(IntegrityException.class);
      }
    }
  }

  @Test
  void aWrongHashOfNothingIsFoundAtTheEnd() throws IOException {
    AssetReference wrong = new AssetReference("a", AssetHash.ofContent(new byte[1]));
    try (AssetReader reader = open(TestModules.asset(wrong, new byte[0], false))) {
      assertThatExceptionOfType(IntegrityException.class).isThrownBy(reader::read);
    }
  }

  private static byte[] claiming(int size, byte[] content) throws IOException {
    byte[] module = TestModules.asset("a", content, true);
    ByteBuffer.wrap(module).order(ByteOrder.LITTLE_ENDIAN).putInt(PAYLOAD + 4, size);
    return TestModules.withValidSums(module);
  }

  @Test
  void contentLongerThanClaimedIsDamage() throws IOException {
    try (AssetReader reader = open(claiming(499, content(500)))) {
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(reader::readAllBytes)
          .withMessageContaining("longer than the claimed 499 bytes");
    }
  }

  @Test
  void contentShorterThanClaimedIsDamageAndClaimsCostNoMemory() throws IOException {
    try (AssetReader reader = open(claiming(-1, content(500)))) {
      assertThat(reader.size()).isEqualTo(0xffff_ffffL);
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(reader::readAllBytes)
          .withMessageContaining("content ends after 500 of 4294967295 bytes");
    }
  }

  @Test
  void bytesBehindTheDeflateStreamAreDamage() throws IOException {
    byte[] content = content(500);
    byte[] deflated = TestModules.deflate(content);
    var out = new ByteArrayOutputStream();
    AssetModuleWriter.forAsset(new AssetReference("a", AssetHash.ofContent(content)))
        .writeCompressed(
            content.length,
            deflated.length + 1L,
            new ByteArrayInputStream(Arrays.copyOf(deflated, deflated.length + 1)),
            out);
    try (AssetReader reader = open(out.toByteArray())) {
      assertThatExceptionOfType(AssetException.class)
          .isThrownBy(reader::readAllBytes)
          .withMessageContaining("bytes follow");
    }
  }

  @Test
  void headerBytesBeyondEightAreSkipped() throws IOException {
    byte[] content = content(500);
    byte[] plain = TestModules.asset("a", content, true);
    ByteBuffer longer = ByteBuffer.allocate(plain.length + 3).order(ByteOrder.LITTLE_ENDIAN);
    longer.put(plain, 0, DEFLATED).put(new byte[3]).put(plain, DEFLATED, plain.length - DEFLATED);
    longer.putInt(4, plain.length + 3 - 4).putShort(PAYLOAD, (short) 11);
    byte[] module = TestModules.withValidSums(longer.array());
    assertThat(AssetModule.verify(new ByteArrayChannel(module)).size()).isEqualTo(500);
    try (AssetReader reader = open(module)) {
      assertThat(reader.readAllBytes()).isEqualTo(content);
    }
  }

  @Test
  void aReadErrorIsToldAndAnInterruptIsNot() throws IOException {
    byte[] module = TestModules.asset("a", content(30_000), false);
    List<AssetException> found = new ArrayList<>();
    SeekableByteChannel worn =
        new ByteArrayChannel(module) {
          @Override
          public int read(ByteBuffer target) throws IOException {
            if (position() > 5_000 && position() < 25_000) {
              throw new IOException("Input/output error");
            }
            return super.read(target);
          }
        };
    try (AssetReader reader = AssetModule.open(worn, found::add)) {
      assertThatExceptionOfType(UnreadableException.class)
          .isThrownBy(reader::readAllBytes)
          .withMessageContaining("can't be read: Input/output error");
    }
    assertThat(found).hasSize(1);
    found.clear();
    SeekableByteChannel channel = new ByteArrayChannel(module);
    try (AssetReader reader = AssetModule.open(channel, found::add)) {
      channel.close();
      assertThatIOException().isThrownBy(reader::readAllBytes);
    }
    assertThat(found).isEmpty();
  }

  @Test
  void memoryStaysFlatForAnAssetOfAnySize(@TempDir Path folder) throws IOException {
    long size = 300L << 20;
    Path file = folder.resolve("module");
    byte[] chunk = new byte[1 << 20];
    var deflated = new ByteArrayOutputStream();
    try (OutputStream out = new DeflaterOutputStream(deflated, new Deflater(1, true), 1 << 16)) {
      for (long i = 0; i < size; i += chunk.length) {
        out.write(chunk);
      }
    }
    AssetReference asset = new AssetReference("zeros", SHA256_OF_300_MIB_OF_ZEROS);
    byte[] stream = deflated.toByteArray();
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    try (OutputStream out = Files.newOutputStream(file)) {
      AssetModuleWriter.forAsset(asset)
          .writeCompressed(size, stream.length, new ByteArrayInputStream(stream), out);
    }
    try (AssetReader reader = AssetModule.open(file)) {
      assertThat(reader.size()).isEqualTo(size);
      long read = 0;
      for (int n = 0; n >= 0; n = reader.read(chunk)) {
        read += n;
      }
      assertThat(read).isEqualTo(size);
    }
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(4 << 20);
  }
}
