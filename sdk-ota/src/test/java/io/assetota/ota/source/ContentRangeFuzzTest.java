package io.assetota.ota.source;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** The header Content-Range of any server: numbers that are not negative, or nothing. */
class ContentRangeFuzzTest {
  static Stream<byte[]> headers() {
    return Stream.of("bytes 0-9/10", "bytes */100", "Bytes  5-5/6 ", "bytes 0-9/*", "bytes 9-0/1")
        .map(text -> text.getBytes(US_ASCII));
  }

  @MethodSource("headers")
  @FuzzTest
  void rangesHaveNumbersOrAreNone(byte[] input) {
    ContentRange.parse(new String(input, ISO_8859_1))
        .ifPresent(
            range -> {
              assertThat(range.size()).isNotNegative();
              assertThat(range.first()).isGreaterThanOrEqualTo(-1);
              assertThat(range.last()).isGreaterThanOrEqualTo(-1);
            });
  }
}
