package io.assetota.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Tables of chunks: refused, or within their bounds and written again as they were. */
final class ChunkTableFuzzTest {
  private static final byte[] CONTENT = Contents.text(1, 60_000);

  static Stream<byte[]> tables() throws IOException {
    AssetHash hash = AssetHash.ofContent(CONTENT);
    List<ChunkPage> pages = Contents.pack(CONTENT).pages();
    return Stream.of(
        ChunkTable.encode(List.of(new ContentChunks(hash, pages))),
        ChunkTable.encode(List.of()),
        StoredChunks.encode(new ContentChunks(hash, pages)));
  }

  @MethodSource("tables")
  @FuzzTest
  void whatIsReadStaysWithinItsBounds(byte[] table) throws IOException {
    AssetHash hash = AssetHash.ofContent(CONTENT);
    try {
      StoredChunks.parse(table, hash);
    } catch (AssetException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
    try {
      ChunkTable read =
          ChunkTable.read(
              (offset, length) -> Arrays.copyOfRange(table, (int) offset, (int) offset + length),
              table.length);
      ChunkTable.Content content = read.find(hash).orElse(null);
      if (content != null) {
        check(table, content);
      }
    } catch (AssetException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private static void check(byte[] table, ChunkTable.Content content) throws AssetException {
    assertThat(content.pages() + content.pagesSize()).isLessThanOrEqualTo(table.length);
    int at = (int) content.pages();
    for (Segment segment : content.segments()) {
      byte[] page = Arrays.copyOfRange(table, at, at + segment.pageSize());
      assertThat(ChunkPage.parse(page, segment).segment().id()).isEqualTo(segment.id());
      at += segment.pageSize();
    }
  }
}
