package io.assetota.handlers.coprocessor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Reads {@code stm32-devices.txt}. */
final class Stm32DeviceTable {
  static final Map<Integer, Stm32Device> BY_ID =
      load().stream().collect(Collectors.toUnmodifiableMap(Stm32Device::chipId, d -> d));

  private Stm32DeviceTable() {}

  private static List<Stm32Device> load() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(
                    Stm32DeviceTable.class.getResourceAsStream("stm32-devices.txt")),
                UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Stm32DeviceTable::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stm32Device parse(String line) {
    String[] fields = line.split("\\s+", 5);
    return new Stm32Device(
        Integer.parseInt(fields[0], 16),
        fields[4],
        new FlashLayout(
            Stm32Device.FLASH_START,
            pages(fields[3]),
            Integer.parseInt(fields[1], 16),
            Integer.parseInt(fields[2])));
  }

  private static List<Integer> pages(String text) {
    List<Integer> pages = new ArrayList<>();
    for (String group : text.split(",", -1)) {
      String[] parts = group.split("\\*", -1);
      boolean kilo = parts[1].endsWith("K");
      int size = Integer.parseInt(kilo ? parts[1].substring(0, parts[1].length() - 1) : parts[1]);
      pages.addAll(Collections.nCopies(Integer.parseInt(parts[0]), kilo ? size << 10 : size));
    }
    return pages;
  }
}
