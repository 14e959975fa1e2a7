package io.assetota.handlers.coprocessor.part;

import static io.assetota.handlers.coprocessor.part.PartBench.asset;
import static io.assetota.handlers.coprocessor.part.PartBench.program;
import static io.assetota.handlers.coprocessor.part.PartBench.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.handlers.coprocessor.part.PartBench.Kind;
import io.assetota.testing.PowerCut;
import io.assetota.testing.VolatileFileSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The gateway loses its power at each operation on its disk, and at writes to the line all over the
 * work. Whatever it does next, the part ends with a program that it is to have.
 */
class PartPowerCutTest {
  /** So many places on the line; the disk has all of its. */
  private static final int PLACES = 10;

  /** What happens when the power is back. */
  enum Next {
    /** The same application is started again, and installs its program again. */
    SAME_AGAIN,
    /** The previous application is back, and installs its own program. */
    PREVIOUS,
    /** A third application comes, whose program does not work, either. */
    ANOTHER_BAD
  }

  @ParameterizedTest
  @CsvSource({
    "STM32,false,'',SAME_AGAIN", "STM32,false,'',PREVIOUS", "STM32,false,2.0,SAME_AGAIN",
    "STM32,false,2.0,ANOTHER_BAD", "STM32,true,'',SAME_AGAIN", "STM32_OLD,false,'',SAME_AGAIN",
    "STM32_OLD,false,2.0,ANOTHER_BAD", "ESP32,false,'',SAME_AGAIN", "ESP32,false,'',PREVIOUS",
    "ESP32,false,2.0,ANOTHER_BAD", "ESP32,true,1.9,SAME_AGAIN", "AVR,false,'',SAME_AGAIN",
    "AVR,false,'',PREVIOUS", "AVR,false,2.0,ANOTHER_BAD", "AVR,true,1.9,SAME_AGAIN",
    "XMODEM,true,'',SAME_AGAIN", "XMODEM,true,2.0,ANOTHER_BAD",
  })
  void wherever(Kind which, boolean isStored, String answer, Next then) throws IOException {
    byte[] holds = program(which, 1, "1.0");
    FormerAssets stored = isStored ? stored(holds) : FormerAssets.NONE;
    Scenario one = new Scenario(which, stored, program(which, 2, answer), then);
    assertThat(one.cutDisk() + one.cutLine()).isGreaterThan(20);
  }

  /** One case: a program comes, the power fails, and something follows. */
  private static final class Scenario {
    private final Kind kind;
    private final FormerAssets assets;
    private final byte[] next;
    private final Next afterwards;
    private final byte[] former;

    Scenario(Kind kind, FormerAssets assets, byte[] next, Next afterwards) {
      this.kind = kind;
      this.assets = assets;
      this.next = next;
      this.afterwards = afterwards;
      this.former = program(kind, 1, "1.0");
    }

    private static Path folder(VolatileFileSystem disk) {
      return disk.getPath("/parts");
    }

    private void install(PartBench bench, VolatileFileSystem disk, byte[] program)
        throws IOException {
      bench.handler(folder(disk), assets).handle(asset(program), HandlerContext.NONE);
    }

    /** Tells whether it came to its end, whatever that was. */
    private boolean isThrough(PartBench bench, VolatileFileSystem disk) throws IOException {
      try {
        install(bench, disk, next);
        return true;
      } catch (UnsuitableAssetException e) {
        return true;
      } catch (PowerCut | CuttingLink.Off e) {
        return false;
      }
    }

    private int cutDisk() throws IOException {
      int tried = 0;
      boolean complete = false;
      for (int n = 1; !complete; n++) {
        for (int way = 0; way < 2; way++) {
          PartBench bench = new PartBench(kind, former);
          VolatileFileSystem disk = new VolatileFileSystem();
          disk.cutAfter(n);
          complete = isThrough(bench, disk);
          goOn(bench, disk.afterPowerCut(31L * n + way));
          tried++;
        }
      }
      return tried;
    }

    private int cutLine() throws IOException {
      PartBench whole = new PartBench(kind, former);
      assertThat(isThrough(whole, new VolatileFileSystem())).isTrue();
      int writes = whole.link.writes();
      int tried = 0;
      for (int place = 0; place < PLACES; place++) {
        PartBench bench = new PartBench(kind, former);
        VolatileFileSystem disk = new VolatileFileSystem();
        bench.link.cutAfter(writes * place / PLACES + place % 3);
        isThrough(bench, disk);
        bench.link.cutAfter(Integer.MAX_VALUE);
        goOn(bench, disk.afterPowerCut(place));
        tried++;
      }
      return tried;
    }

    private void goOn(PartBench bench, VolatileFileSystem disk) throws IOException {
      bench.clock.sleep(Duration.ofSeconds(5));
      switch (afterwards) {
        case SAME_AGAIN -> {
          assertThat(isThrough(bench, disk)).isTrue();
          assertThat(bench.content()).isEqualTo(isGood() ? next : former);
        }
        case PREVIOUS -> {
          new PartHandler(bench.part(folder(disk), FormerAssets.NONE))
              .expecting("1.0", Duration.ofSeconds(10))
              .handle(asset(former), HandlerContext.NONE);
          assertThat(bench.content()).isEqualTo(former);
          assertThat(Files.exists(folder(disk).resolve("part.former"))).isFalse();
        }
        case ANOTHER_BAD -> {
          byte[] before = bench.content();
          boolean wasDone = Arrays.equals(before, next);
          assertThatExceptionOfType(UnsuitableAssetException.class)
              .isThrownBy(() -> install(bench, disk, program(kind, 3, "")));
          assertThat(bench.content()).isIn(former, wasDone ? next : former);
        }
      }
    }

    private boolean isGood() {
      return next[0x60] == '2' && next[0x61] == '.';
    }
  }
}
