package io.assetota.core.chunk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.chunk.Contents.Packed;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Content that is cut stays what it is, and each part of it inflates alone. */
class ContentPackerTest {
  static List<byte[]> contents() {
    return List.of(
        Contents.random(1, 1_500_000),
        Contents.text(2, 1_500_000),
        new byte[1_200_000],
        Contents.join(Contents.text(3, 700_000), Contents.random(4, 700_000)),
        new byte[] {7},
        new byte[0]);
  }

  @ParameterizedTest
  @MethodSource("contents")
  void theStreamIsOneDeflateStreamOfTheContent(byte[] content) throws IOException {
    Packed packed = Contents.pack(content);

    Inflater inflater = new Inflater(true);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(packed.stream()), inflater)) {
      assertThat(in.readAllBytes()).isEqualTo(content);
      assertThat(inflater.getBytesRead()).isEqualTo(packed.stream().length);
    }
    inflater.end();
  }

  @ParameterizedTest
  @MethodSource("contents")
  void eachSegmentInflatesAloneAndEachChunkBehindTheOthers(byte[] content) throws IOException {
    Packed packed = Contents.pack(content);
    int start = 0;
    int packedStart = 0;
    try (SegmentInflater inflater = new SegmentInflater()) {
      for (ChunkPage page : packed.pages()) {
        Segment segment = page.segment();
        byte[] stream =
            Arrays.copyOfRange(packed.stream(), packedStart, packedStart + segment.packedSize());
        byte[] expected = Arrays.copyOfRange(content, start, start + segment.size());
        byte[] whole = new byte[segment.size()];
        inflater.inflate(stream, stream.length, whole, whole.length);
        assertThat(whole).isEqualTo(expected);
        SegmentInflater.requireContent(whole, page);

        byte[] byChunks = new byte[segment.size()];
        int from = 0;
        int packedFrom = 0;
        for (int i = 0; i < page.count(); i++) {
          inflater.inflateChunk(
              stream, packedFrom, page.packedSize(i), byChunks, from, page.size(i));
          from += page.size(i);
          packedFrom += page.packedSize(i);
        }
        assertThat(byChunks).isEqualTo(expected);
        start += segment.size();
        packedStart += segment.packedSize();
      }
    }
    assertThat(start).isEqualTo(content.length);
    assertThat(packedStart + SegmentDeflater.endLength()).isEqualTo(packed.stream().length);
  }

  @ParameterizedTest
  @MethodSource("contents")
  void itIsAtMostTwoPercentLongerWithItsTable(byte[] content) throws IOException {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    deflater.setInput(content);
    deflater.finish();
    byte[] some = new byte[64 * 1024];
    while (deflater.deflate(some) > 0) {
      // only the length counts
    }
    long plain = deflater.getBytesWritten();
    deflater.end();
    Packed packed = Contents.pack(content);

    long table = packed.pages().stream().mapToLong(p -> p.segment().pageSize() + 24).sum();
    long small = 600; // the frame of a table, in content that is small or all zeros
    assertThat(packed.stream().length + table).isLessThanOrEqualTo(plain + plain / 50 + small);
  }

  @Test
  void anInsertionChangesTheChunksAroundItOnly() throws IOException {
    for (byte[] content : List.of(Contents.random(5, 2_000_000), Contents.text(6, 2_000_000))) {
      byte[] changed =
          Contents.join(
              Arrays.copyOf(content, 1_500_000),
              Contents.random(7, 1000),
              Arrays.copyOfRange(content, 1_500_000, content.length));

      Set<Long> there = new HashSet<>();
      Set<SegmentId> segments = new HashSet<>();
      for (ChunkPage page : Contents.pack(content).pages()) {
        segments.add(page.segment().id());
        for (int i = 0; i < page.count(); i++) {
          there.add(page.hash(i));
        }
      }
      List<ChunkPage> pages = Contents.pack(changed).pages();
      long newSegments = pages.stream().filter(p -> !segments.contains(p.segment().id())).count();
      long moved = 0;
      for (ChunkPage page : pages) {
        for (int i = 0; i < page.count(); i++) {
          moved += there.contains(page.hash(i)) ? 0 : page.size(i);
        }
      }
      assertThat(newSegments).isBetween(1L, 2L);
      assertThat(moved).isBetween(1000L, 3L * ChunkCutter.MAX_LENGTH);
    }
  }

  @Test
  void itDoesNotMatterHowTheContentComes() throws IOException {
    byte[] content = Contents.join(Contents.text(8, 500_000), Contents.random(9, 500_000));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ContentPacker packer = new ContentPacker(new long[] {100, 5000, 400_000}, out)) {
      int at = 0;
      for (int n = 1; at < content.length; n = n * 2 % 40_961) {
        int count = Math.min(n, content.length - at);
        packer.write(content, at, count);
        at += count;
      }
      packer.finish();
    }

    assertThat(out.toByteArray()).isEqualTo(Contents.pack(content, 100, 5000, 400_000).stream());
  }

  @Test
  void forcedCutsAreKept() throws IOException {
    List<ChunkPage> pages =
        Contents.pack(Contents.random(10, 100_000), 100, 5000, 5000, 90_000).pages();

    Set<Integer> cuts = new HashSet<>();
    int at = 0;
    for (int i = 0; i < pages.get(0).count(); i++) {
      at += pages.get(0).size(i);
      cuts.add(at);
    }
    assertThat(cuts).contains(100, 5000, 90_000, 100_000);
  }

  @Test
  void aPartThatIsDamagedIsRefused() throws IOException {
    Packed packed = Contents.pack(Contents.text(11, 100_000));
    Segment segment = packed.pages().get(0).segment();
    try (SegmentInflater inflater = new SegmentInflater()) {
      byte[] content = new byte[segment.size()];
      assertThatThrownBy(
              () ->
                  inflater.inflate(
                      packed.stream(), segment.packedSize() - 9, content, segment.size()))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("holds");
      assertThatThrownBy(
              () ->
                  inflater.inflate(
                      packed.stream(), segment.packedSize(), content, segment.size() - 1))
          .isInstanceOf(AssetException.class)
          .hasMessageContaining("more than");
      packed.stream()[100] ^= 0x55;
      assertThatThrownBy(
              () -> {
                inflater.inflate(packed.stream(), segment.packedSize(), content, segment.size());
                SegmentInflater.requireContent(content, packed.pages().get(0));
              })
          .isInstanceOf(AssetException.class);
    }
  }
}
