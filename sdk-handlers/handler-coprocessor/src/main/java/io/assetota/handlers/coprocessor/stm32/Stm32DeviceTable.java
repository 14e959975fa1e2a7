package io.assetota.handlers.coprocessor.stm32;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads {@code stm32-devices.txt} and {@code stm32-variants.txt}. */
final class Stm32DeviceTable {
  static final Map<Integer, Stm32Device> BY_ID =
      rows("stm32-devices.txt", 6).stream()
          .map(Stm32DeviceTable::device)
          .collect(Collectors.toUnmodifiableMap(Stm32Device::chipId, d -> d));

  static final Map<Integer, List<Stm32Variant>> VARIANTS =
      rows("stm32-variants.txt", 6).stream()
          .collect(
              Collectors.collectingAndThen(
                  Collectors.groupingBy(
                      fields -> Integer.parseInt(fields[0], 16),
                      Collectors.mapping(
                          fields ->
                              Stm32Variant.parse(Arrays.copyOfRange(fields, 1, fields.length)),
                          Collectors.toUnmodifiableList())),
                  Map::copyOf));

  private Stm32DeviceTable() {}

  private static List<String[]> rows(String table, int columns) {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(Stm32DeviceTable.class.getResourceAsStream(table)),
                UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split("\\s+", columns))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stm32Device device(String[] fields) {
    return new Stm32Device(
        Integer.parseInt(fields[0], 16),
        fields[5],
        new FlashLayout(
            Stm32Device.FLASH_START,
            Stm32Pages.parse(fields[4]).sizes(),
            Integer.parseInt(fields[1], 16),
            Integer.parseInt(fields[2])));
  }
}
