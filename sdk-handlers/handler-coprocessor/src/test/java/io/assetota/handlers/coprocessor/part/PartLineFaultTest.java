package io.assetota.handlers.coprocessor.part;

import static io.assetota.handlers.coprocessor.part.PartBench.asset;
import static io.assetota.handlers.coprocessor.part.PartBench.program;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.handler.HandlerContext;
import io.assetota.handlers.coprocessor.part.PartBench.Kind;
import io.assetota.handlers.testkit.LineFault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One byte on the line goes wrong while a program is installed, asked and put back. What the
 * handler says of the part is true.
 */
class PartLineFaultTest {
  @TempDir Path folder;
  private int number;
  private int kept;

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "XMODEM", mode = EnumSource.Mode.EXCLUDE)
  void someBytes(Kind kind) throws IOException {
    assertThat(sweep(kind, 5)).isGreaterThan(100);
  }

  @Tag("long")
  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "XMODEM", mode = EnumSource.Mode.EXCLUDE)
  void manyBytes(Kind kind) throws IOException {
    assertThat(sweep(kind, 19)).isGreaterThan(300);
  }

  private int sweep(Kind kind, int places) throws IOException {
    int tried = 0;
    for (String answer : new String[] {"2.0", ""}) {
      long toPart = 0;
      long fromPart = 0;
      for (LineFault.Kind fault : LineFault.Kind.values()) {
        if (toPart == 0) {
          PartBench whole = new PartBench(kind, program(kind, 1, "1.0"));
          run(whole, kind, answer);
          toPart = whole.emulated.bytesWritten();
          fromPart = whole.emulated.bytesRead();
        }
        long bytes = fault.isToPart() ? toPart : fromPart;
        for (int place = 0; place < places; place++) {
          // Not the same position in each frame.
          LineFault one = new LineFault(fault, (int) (bytes * place / places) + place % 11);
          run(new PartBench(kind, program(kind, 1, "1.0"), Optional.of(one)), kind, answer);
          tried++;
        }
      }
    }
    assertThat(kept).as("most faults are overcome").isGreaterThan(tried / 3);
    return tried;
  }

  private void run(PartBench bench, Kind kind, String answer) throws IOException {
    byte[] former = program(kind, 1, "1.0");
    byte[] next = program(kind, 2, answer);
    Path parts = folder.resolve("parts" + number++);
    try {
      bench.handler(parts, FormerAssets.NONE).handle(asset(next), HandlerContext.NONE);
      assertThat(answer).isEqualTo("2.0");
      assertThat(bench.content()).isEqualTo(next);
      kept++;
    } catch (IOException e) {
      String told = String.valueOf(e.getMessage());
      if (told.contains("was put back") || told.contains("still has its former program")) {
        assertThat(bench.content()).as(told).isEqualTo(former);
      } else {
        assertThat(told).contains("could not be put back");
      }
    }
  }
}
