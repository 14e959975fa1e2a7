package io.assetota.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.chunk.ChunkTable.Content;
import io.assetota.core.chunk.Contents.Packed;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ChunkTableTest {
  private static final byte[] ONE = Contents.random(1, 2_000_000);
  private static final byte[] TWO = Contents.text(2, 2_000_000);

  private static ChunkTable read(byte[] table) throws IOException {
    return ChunkTable.read(
        (offset, length) -> Arrays.copyOfRange(table, (int) offset, (int) offset + length),
        table.length);
  }

  private static byte[] table(Packed one, Packed two) {
    return ChunkTable.encode(
        List.of(
            new ContentChunks(AssetHash.ofContent(ONE), one.pages()),
            new ContentChunks(AssetHash.ofContent(TWO), two.pages())));
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    Packed one = Contents.pack(ONE);
    Packed two = Contents.pack(TWO);
    byte[] table = table(one, two);

    Content read = read(table).find(AssetHash.ofContent(TWO)).orElseThrow();

    assertThat(read.size()).isEqualTo(TWO.length);
    assertThat(read.packedSize()).isEqualTo(two.stream().length);
    assertThat(read.segments()).isEqualTo(two.pages().stream().map(ChunkPage::segment).toList());
    long at = read.pages();
    for (int i = 0; i < read.segments().size(); i++) {
      Segment segment = read.segments().get(i);
      ChunkPage page =
          ChunkPage.parse(
              Arrays.copyOfRange(table, (int) at, (int) at + segment.pageSize()), segment);
      assertThat(page.encode()).isEqualTo(two.pages().get(i).encode());
      at += segment.pageSize();
    }
    assertThat(read(table).find(AssetHash.ofContent(new byte[0]))).isEmpty();
  }

  /** The index is read with one look, or with two if it is long. */
  @Test
  void pagesAreNotReadWithTheIndex() throws IOException {
    byte[] table = table(Contents.pack(ONE), Contents.pack(TWO));
    AtomicLong bytes = new AtomicLong();

    ChunkTable.read(
        (offset, length) -> {
          bytes.addAndGet(length);
          return Arrays.copyOfRange(table, (int) offset, (int) offset + length);
        },
        table.length);

    assertThat(table.length).isGreaterThan(5000);
    assertThat(bytes).hasValueLessThanOrEqualTo(4096);
  }

  @Test
  void aTableThatIsCutOffIsRefused() throws IOException {
    byte[] table = table(Contents.pack(ONE), Contents.pack(TWO));
    for (int length = 0; length < table.length; length += 97) {
      byte[] part = Arrays.copyOf(table, length);
      assertThatThrownBy(() -> read(part)).isInstanceOf(AssetException.class);
    }
  }

  /** Whatever is changed in an index, it is refused or stays within its bounds. */
  @Test
  void aTableWithChangedBytesIsRefusedOrHarmless() throws IOException {
    byte[] table = table(Contents.pack(ONE), Contents.pack(TWO));
    List<String> refused = new ArrayList<>();
    for (int at = table.length - 300; at < table.length; at++) {
      byte[] changed = table.clone();
      changed[at] ^= 0x41;
      try {
        read(changed)
            .find(AssetHash.ofContent(TWO))
            .ifPresent(c -> assertThat(c.pages() + c.pagesSize()).isLessThan(table.length));
      } catch (AssetException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    assertThat(refused).hasSizeGreaterThan(20);
  }

  @Test
  void aMillionContentsInAShortIndexAreRefused() {
    byte[] table = new byte[100];
    byte[] footer = {80, 0, 0, 0, 0x40, 0x42, 0x0f, 0, 'c', 'h', 'u', 'n', 'k', 's', '1', '\n'};
    System.arraycopy(footer, 0, table, 84, 16);

    assertThatThrownBy(() -> read(table))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("1000000 contents");
  }

  @Test
  void aPageOfAnotherSegmentIsRefused() throws IOException {
    List<ChunkPage> pages = Contents.pack(ONE).pages();
    byte[] other = pages.get(1).encode();
    Segment segment = pages.get(0).segment();

    assertThatThrownBy(() -> ChunkPage.parse(other, segment)).isInstanceOf(AssetException.class);
    for (int at = 0; at < 40; at++) {
      byte[] changed = pages.get(0).encode();
      changed[at] ^= 1;
      int bit = at;
      // Only the packed length of a chunk is no part of what the segment is known by.
      assertThatThrownBy(() -> ChunkPage.parse(changed, segment))
          .as("bit of byte %s", bit)
          .isInstanceOf(AssetException.class);
    }
  }
}
