package io.assetota.handlers.coprocessor.part;

import static io.assetota.handlers.coprocessor.part.PartBench.asset;
import static io.assetota.handlers.coprocessor.part.PartBench.program;
import static io.assetota.handlers.coprocessor.part.PartBench.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.assetota.core.handler.HandlerContext;
import io.assetota.core.handler.UnsuitableAssetException;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashReader;
import io.assetota.handlers.coprocessor.part.PartBench.Kind;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A part gets a program that works, or has the former one again. */
class PartLifeTest {
  @TempDir Path folder;
  private final List<String> told = new ArrayList<>();
  private final HandlerContext context =
      new HandlerContext() {
        @Override
        public void progress(String step, long done, long total) {
          if (told.isEmpty() || !told.get(told.size() - 1).equals(step)) {
            told.add(step);
          }
        }

        @Override
        public void partVersion(String part, Optional<String> version) {
          told.add(part + " " + version.orElse("?"));
        }

        @Override
        public boolean isCancelled() {
          return false;
        }

        @Override
        public int attempt() {
          return 1;
        }
      };

  private static byte[] former(Kind kind) {
    return program(kind, 1, "1.0");
  }

  private void handle(PartBench bench, FormerAssets stored, byte[] program) throws IOException {
    bench.handler(folder, stored).handle(asset(program), context);
  }

  private UnsuitableAssetException refuse(PartBench bench, FormerAssets stored, byte[] program) {
    List<Exception> thrown = new ArrayList<>();
    assertThatExceptionOfType(UnsuitableAssetException.class)
        .isThrownBy(() -> handle(bench, stored, program))
        .satisfies(thrown::add);
    return (UnsuitableAssetException) thrown.get(0);
  }

  private List<String> files() throws IOException {
    try (var list = Files.list(folder)) {
      return list.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProgramThatReportsItsVersionStays(Kind kind) throws IOException {
    byte[] next = program(kind, 2, "2.0");
    PartBench bench = new PartBench(kind, former(kind));
    handle(bench, FormerAssets.NONE, next);
    assertThat(bench.content()).isEqualTo(next);
    assertThat(told).endsWith("part 2.0").anyMatch(step -> step.equals("keep") == kind.canRead);
    assertThat(files()).containsExactly("part.part");
    assertThat(bench.part(folder, FormerAssets.NONE).installedVersion()).contains("2.0");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void aProgramThatStartsSlowlyHasItsTime(Kind kind) throws IOException {
    byte[] next = program(kind, 2, "2.0 5");
    PartBench bench = new PartBench(kind, former(kind));
    handle(bench, FormerAssets.NONE, next);
    assertThat(bench.content()).isEqualTo(next);
  }

  @ParameterizedTest
  @CsvSource({
    "STM32,1.9,reports version 1.9 instead of 2.0",
    "STM32,'',did not report version 2.0 within 10.0 s: it is silent",
    "STM32,2.0 15,it is silent",
    "STM32_OLD,1.9,reports version 1.9",
    "STM32_OLD,'',it is silent",
    "ESP32,1.9,reports version 1.9",
    "ESP32,'',it is silent",
    "ESP32,2.0 15,it is silent",
    "AVR,1.9,reports version 1.9",
    "AVR,'',it is silent",
    "AVR,2.0 15,it is silent",
  })
  void theFormerProgramIsReadBeforeAndPutBack(Kind kind, String answer, String why)
      throws IOException {
    PartBench bench = new PartBench(kind, former(kind));
    assertThat(refuse(bench, FormerAssets.NONE, program(kind, 2, answer)))
        .hasMessageContaining(why)
        .hasMessageContaining("as it was read before it was erased");
    assertThat(bench.content()).isEqualTo(former(kind));
    assertThat(told).endsWith("part 1.0");
    assertThat(files()).containsExactly("part.part");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void theFormerProgramIsPutBackFromAStoredAsset(Kind kind) throws IOException {
    PartBench bench = new PartBench(kind, former(kind));
    assertThat(refuse(bench, stored(former(kind)), program(kind, 2, "")))
        .hasMessageContaining("put back from a stored asset");
    assertThat(bench.content()).isEqualTo(former(kind));
    assertThat(told).as("nothing has to be read").doesNotContain("keep");
  }

  @Test
  void whatWasInstalledLastIsTheFormerProgram() throws IOException {
    byte[] first = program(Kind.AVR, 2, "2.0");
    FormerAssets stored =
        new FormerAssets() {
          @Override
          public Optional<Asset> ofPreviousApplication(String name) {
            return Optional.empty();
          }

          @Override
          public Optional<Asset> withContent(AssetHash content) {
            return PartBench.stored(first).withContent(content);
          }
        };
    PartBench bench = new PartBench(Kind.AVR, former(Kind.AVR));
    handle(bench, stored, first);
    assertThat(refuse(bench, stored, program(Kind.AVR, 3, "")))
        .hasMessageContaining("put back from a stored asset");
    assertThat(bench.content()).isEqualTo(first);
  }

  @Test
  void xmodemCannotReadBackAndSaysSo() throws IOException {
    byte[] bad = program(Kind.XMODEM, 2, "");
    PartBench bench = new PartBench(Kind.XMODEM, former(Kind.XMODEM));
    assertThat(refuse(bench, FormerAssets.NONE, bad))
        .hasMessageContaining("could not be put back: there is no former program of part")
        .hasMessageContaining("none is stored, and none was read before it was erased");
    assertThat(bench.content()).isEqualTo(bad);
  }

  @ParameterizedTest
  @EnumSource(value = Kind.class, names = "XMODEM", mode = EnumSource.Mode.EXCLUDE)
  void whatIsThereAlreadyIsOnlyAsked(Kind kind) throws IOException {
    byte[] same = program(kind, 1, "2.0");
    PartBench bench = new PartBench(kind, same);
    handle(bench, FormerAssets.NONE, same);
    assertThat(told).endsWith("part 2.0").doesNotContain("keep", "erase", "write");
  }

  @Test
  void whatIsNoProgramIsRefusedAndThePartNotTouched() throws IOException {
    PartBench bench = new PartBench(Kind.STM32, former(Kind.STM32));
    assertThat(refuse(bench, FormerAssets.NONE, new byte[3000]))
        .hasMessageContaining("no program for an STM32")
        .hasMessageContaining("still has its former program");
    assertThat(bench.content()).isEqualTo(former(Kind.STM32));
  }

  @Test
  void aProgramThatNeverWorksIsTriedThreeTimes() throws IOException {
    byte[] bad = program(Kind.AVR, 2, "");
    PartBench bench = new PartBench(Kind.AVR, former(Kind.AVR));
    for (int i = 0; i < 3; i++) {
      refuse(bench, FormerAssets.NONE, bad);
    }
    int before = bench.link.writes();
    assertThat(refuse(bench, FormerAssets.NONE, bad))
        .hasMessageContaining("part.bin was installed 3 times and never reported its version")
        .hasMessageContaining("remove " + folder.resolve("part.part"));
    assertThat(bench.link.writes()).isEqualTo(before);
    assertThat(bench.content()).isEqualTo(former(Kind.AVR));
    byte[] good = program(Kind.AVR, 3, "2.0");
    handle(bench, FormerAssets.NONE, good);
    assertThat(bench.content()).isEqualTo(good);
  }

  @Test
  void aWordInFlashTellsTheVersion() throws IOException {
    byte[] program = program(Kind.STM32, 1, "");
    program[0x100] = 0x03;
    program[0x101] = 0x02;
    program[0x102] = 0x01;
    program[0x103] = 0;
    PartBench bench = new PartBench(Kind.STM32, former(Kind.STM32));
    FlashedPart part =
        FlashedPart.builder("part", bench.flasher, folder)
            .version(new FlashWordVersion((FlashReader) bench.flasher, 0x0800_0100))
            .clock(bench.clock)
            .build();
    new PartHandler(part)
        .expecting("0x00010203", Duration.ofSeconds(5))
        .handle(asset(program), context);
    assertThat(part.installedVersion()).contains("0x00010203");
    program[0x100] = 0x04;
    assertThatExceptionOfType(UnsuitableAssetException.class)
        .isThrownBy(
            () ->
                new PartHandler(part)
                    .expecting("0x00010203", Duration.ofSeconds(5))
                    .handle(asset(program), context))
        .withMessageContaining("reports version 0x00010204 instead of 0x00010203");
    assertThat(part.installedVersion()).contains("0x00010203");
  }

  @Test
  void withoutAWayToAskNothingCanBeExpected() {
    PartBench bench = new PartBench(Kind.AVR, former(Kind.AVR));
    FlashedPart part =
        FlashedPart.builder("part", bench.flasher, folder).clock(bench.clock).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PartHandler(part).expecting("1", Duration.ofSeconds(1)))
        .withMessageContaining("no way to ask part for its version");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FlashedPart.builder("Part 1", bench.flasher, folder).build());
  }

  /** The way back was an asset, which is gone: what the part holds after a cut may be a mix. */
  @Test
  void aMixIsNoFormerProgram() throws IOException {
    PartBench bench = new PartBench(Kind.STM32, former(Kind.STM32));
    int writes = 60;
    bench.link.cutAfter(writes);
    assertThatExceptionOfType(CuttingLink.Off.class)
        .isThrownBy(() -> handle(bench, stored(former(Kind.STM32)), program(Kind.STM32, 2, "2.0")));
    bench.link.cutAfter(Integer.MAX_VALUE);
    assertThat(bench.content()).as("in the middle").isNotEqualTo(former(Kind.STM32));
    assertThat(refuse(bench, FormerAssets.NONE, program(Kind.STM32, 3, "")))
        .hasMessageContaining("there is no former program of part");
    byte[] good = program(Kind.STM32, 4, "2.0");
    handle(bench, FormerAssets.NONE, good);
    assertThat(refuse(bench, FormerAssets.NONE, program(Kind.STM32, 5, "")))
        .hasMessageContaining("as it was read before it was erased");
    assertThat(bench.content()).isEqualTo(good);
  }

  /** As a power cut leaves it behind that comes just after a program was kept. */
  @Test
  void whatAnEarlierInstallationHasLeftIsNoWayBack() throws IOException {
    byte[] first = program(Kind.AVR, 2, "2.0");
    PartBench bench = new PartBench(Kind.AVR, former(Kind.AVR));
    FlashedPart part = bench.part(folder, FormerAssets.NONE);
    part.install(
        new PartProgram(asset(first).reference(), part.read(new ByteArrayInputStream(first))),
        FlashListener.NONE);
    byte[] left = Files.readAllBytes(folder.resolve("part.former"));
    part.keep();
    Files.write(folder.resolve("part.former"), left);
    refuse(bench, FormerAssets.NONE, program(Kind.AVR, 3, ""));
    assertThat(bench.content()).isEqualTo(first);
  }

  @Test
  void aDamagedFormerProgramIsNotUsed() throws IOException {
    byte[] bad = program(Kind.AVR, 2, "");
    PartBench bench = new PartBench(Kind.AVR, former(Kind.AVR));
    FlashedPart part = bench.part(folder, FormerAssets.NONE);
    part.install(
        new PartProgram(asset(bad).reference(), part.read(new ByteArrayInputStream(bad))),
        FlashListener.NONE);
    Path former = folder.resolve("part.former");
    byte[] kept = Files.readAllBytes(former);
    kept[100] ^= 1;
    Files.write(former, kept);
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> part.restore(FlashListener.NONE))
        .withMessageContaining("part.former is damaged");
    assertThat(bench.content()).isEqualTo(bad);
  }

  @Test
  void thePartOfAnUnpluggedLineIsAFailureThatMayBeTriedAgain() throws IOException {
    PartBench bench = new PartBench(Kind.STM32, former(Kind.STM32));
    bench.emulated.close();
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> handle(bench, FormerAssets.NONE, program(Kind.STM32, 2, "2.0")))
        .isNotInstanceOf(UnsuitableAssetException.class);
  }
}
