package io.assetota.handlers.coprocessor.stm32;

import static io.assetota.handlers.coprocessor.stm32.Stm32FlasherTest.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Chip.SecondBank;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Parts whose pages an option byte or the size decides: the right ones are erased, or none. */
class Stm32GeometryTest {
  private static final long L4_SIZE = 0x1fff_75e0L;
  private static final long L4_OPTIONS = 0x1fff_7800L;

  static Stream<Arguments> variants() {
    return Stream.of(
        Arguments.of("G474, DBANK=1", g474(1 << 22), 4),
        Arguments.of("G474, DBANK=0", g474(0).withPages(pages("128*4096")), 2),
        Arguments.of("L476RE, DUALBANK=1", l476(512, 1 << 21, 128), 4),
        Arguments.of("L476RE, DUALBANK=0", l476(512, 0, 0), 4),
        Arguments.of("L476RG", l476(1024, 0, 0), 4),
        Arguments.of("G0B1RE, DUAL_BANK=1", l476(512, 1 << 21, 128).withId(0x467), 4),
        Arguments.of(
            "L4R5, DBANK=0",
            l476(2048, 0, 0).withId(0x470).withWord(0x1ff0_0000L, 0).withPages(pages("256*8192")),
            1),
        Arguments.of("F767, nDBANK=1", f767(1 << 13, "4*32768,1*131072,7*262144"), 1),
        Arguments.of(
            "F767, nDBANK=0", f767(0, "4*16384,1*65536,7*131072,4*16384,1*65536,7*131072"), 1),
        Arguments.of(
            "F427 with 1 MiB, DB1M=1",
            f427(1 << 14, "4*16384,1*65536,3*131072,4*16384,1*65536,3*131072")
                .withSecondBank(new SecondBank(8, 12)),
            1),
        Arguments.of("F427 with 1 MiB, DB1M=0", f427(0, "4*16384,1*65536,7*131072"), 1),
        Arguments.of("WB15", Stm32Chip.g474().withId(0x494).withPages(pages("160*2048")), 4));
  }

  /** A program at the start of each half of flash; nothing else may be touched. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("variants")
  void onlyPagesOfTheImageAreErased(String name, Stm32Chip chip, int pages) throws IOException {
    for (int offset : new int[] {0, chip.flashSize() / 2}) {
      Bench bench = new Bench(chip.withoutDelays());
      byte[] before = Bench.image(chip.flashSize(), 9);
      bench.part.flash().preset(0, before);
      byte[] image = Bench.image(8 << 10, 1);

      bench
          .flasher(bench.pins())
          .flash(FirmwareImage.raw(image, Stm32Device.FLASH_START + offset), FlashListener.NONE);

      byte[] expected = before.clone();
      Arrays.fill(
          expected, offset, pageEnd(chip, offset + image.length - 1), (byte) chip.erasedValue());
      System.arraycopy(image, 0, expected, offset, image.length);
      assertThat(bench.flashContent(expected.length)).as("at %X", offset).isEqualTo(expected);
      if (offset == 0) {
        assertThat(bench.part.flash().erasedPages()).isEqualTo(pages);
      }
    }
  }

  @Test
  void withoutTheWordThatDecidesNothingIsErasedByPages() throws IOException {
    Stm32Chip blind = Stm32Chip.g474().withWord(L4_SIZE, -1);
    Bench bench = new Bench(blind);
    assertProblem(Problem.PAGES_UNKNOWN, () -> bench.flash(Bench.image(5000, 1)))
        .hasMessageContainingAll("65535 KiB", "Nothing was erased");
    assertThat(bench.part.flash().erasedPages()).isZero();
    bench.massErase(Bench.image(5000, 1));
    assertThat(bench.flashContent(5000)).isEqualTo(Bench.image(5000, 1));
  }

  @Test
  void unreadableOptionsOfTheL5RefuseErasingByPages() {
    Stm32Chip l552 = Stm32Chip.g474().withId(0x472).withWord(0x0bfa_05e0L, 512);
    Bench bench = new Bench(l552);
    assertProblem(Problem.PAGES_UNKNOWN, () -> bench.flash(Bench.image(5000, 1)))
        .hasMessageContainingAll("0x40022040 can't be read");
    assertThat(bench.part.flash().erasedPages()).isZero();
  }

  @Test
  void pagesWhoseNumbersNobodyTellsAreNotErased() throws IOException {
    // 1 MiB of an STM32U575: the second bank begins in the middle.
    Stm32Chip u575 =
        Stm32Chip.g474().withId(0x482).withPages(pages("128*8192")).withWord(0x0bfa_07a0L, 1024);
    Bench bench = new Bench(u575.withoutDelays());
    bench.flash(Bench.image(500_000, 1));
    assertProblem(Problem.PAGES_UNKNOWN, () -> bench.flash(Bench.image(600_000, 2)))
        .hasMessageContaining("second bank");
    assertThat(bench.flashContent(500_000)).isEqualTo(Bench.image(500_000, 1));
  }

  @ParameterizedTest
  @CsvSource({"494, 160, 2048", "470, 512, 4096", "474, 16, 8192", "492, 128, 8192"})
  void familiesHaveThePagesOfTheirReferenceManuals(String id, int pages, int size) {
    assertThat(Stm32Device.find(Integer.parseInt(id, 16)).orElseThrow().flash().pageSizes())
        .hasSize(pages)
        .containsOnly(size);
  }

  @Test
  void largestVariantOfEachFamilyIsTheOneOfItsRow() {
    Stm32DeviceTable.VARIANTS.forEach(
        (id, variants) -> {
          long size = Stm32Device.find(id).orElseThrow().flash().size();
          assertThat(variants)
              .as("%X", id)
              .anySatisfy(variant -> assertThat(variant.kib() * 1024L).isEqualTo(size))
              .allSatisfy(
                  variant ->
                      assertThat(
                              variant.pages().sizes().stream().mapToLong(Integer::longValue).sum())
                          .isLessThanOrEqualTo(variant.kib() * 1024L));
        });
  }

  private static Stm32Chip g474(int options) {
    return Stm32Chip.g474().withWord(L4_OPTIONS, options);
  }

  private static Stm32Chip l476(int kib, int options, int secondBank) {
    Stm32Chip chip =
        g474(options)
            .withId(0x415)
            .withWord(L4_SIZE, kib)
            .withPages(Collections.nCopies(kib / 2, 2048));
    return secondBank == 0 ? chip : chip.withSecondBank(new SecondBank(secondBank, 256));
  }

  private static Stm32Chip f767(int options, String pages) {
    return Stm32Chip.f407()
        .withId(0x451)
        .withPages(pages(pages))
        .withWord(0x1ff0_f440L, 2048 << Short.SIZE)
        .withWord(0x1fff_0008L, options);
  }

  private static Stm32Chip f427(int options, String pages) {
    return Stm32Chip.f407()
        .withId(0x419)
        .withPages(pages(pages))
        .withWord(0x1fff_7a20L, 1024 << Short.SIZE)
        .withWord(0x1fff_c008L, options);
  }

  private static List<Integer> pages(String text) {
    List<Integer> pages = new ArrayList<>();
    for (String group : text.split(",", -1)) {
      String[] parts = group.split("\\*", -1);
      pages.addAll(Collections.nCopies(Integer.parseInt(parts[0]), Integer.valueOf(parts[1])));
    }
    return pages;
  }

  private static int pageEnd(Stm32Chip chip, int offset) {
    int end = 0;
    for (int size : chip.pageSizes()) {
      end += size;
      if (end > offset) {
        break;
      }
    }
    return end;
  }
}
