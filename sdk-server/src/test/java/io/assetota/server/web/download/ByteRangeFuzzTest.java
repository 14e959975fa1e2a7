package io.assetota.server.web.download;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The header Range of any client: a part of the file, or nothing. */
class ByteRangeFuzzTest {
  static Stream<byte[]> headers() {
    return Stream.of("bytes=0-9", "bytes=-5", "bytes=5-", "BYTES= 1-1 ", "bytes=0-1,3-4")
        .map(text -> text.getBytes(US_ASCII));
  }

  @MethodSource("headers")
  @FuzzTest
  void rangesArePartsOfTheFile(byte[] input) {
    String header = new String(input, ISO_8859_1);
    for (long size : new long[] {0, 1, 10, Long.MAX_VALUE}) {
      ByteRange.parse(header, size)
          .filter(range -> !range.equals(ByteRange.UNSATISFIABLE))
          .ifPresent(
              range -> {
                assertThat(range.first()).isBetween(0L, size - 1);
                assertThat(range.length()).isBetween(1L, size - range.first());
              });
    }
  }
}
