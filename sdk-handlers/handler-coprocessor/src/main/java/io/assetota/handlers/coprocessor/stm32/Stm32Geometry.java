package io.assetota.handlers.coprocessor.stm32;

import io.assetota.handlers.coprocessor.CoprocessorException;
import io.assetota.handlers.coprocessor.CoprocessorException.Problem;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.stm32.protocol.Stm32Bootloader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Finds out which pages a part has: by its id, and where its size or an option byte changes them,
 * by reading these through the boot loader. What can't be told for sure is not guessed, since a
 * page with a wrong number belongs to something else.
 */
final class Stm32Geometry {
  /** Some boot loaders refuse to read a few bytes of system memory, but give whole blocks. */
  private static final int BLOCK = Stm32Bootloader.MAX_BLOCK;

  private final Stm32Session session;
  private final FirmwareImage image;

  Stm32Geometry(Stm32Session session, FirmwareImage image) {
    this.session = session;
    this.image = image;
  }

  Stm32Target find() throws IOException {
    int id = session.chipId();
    Optional<Stm32Device> known = Stm32Device.find(id);
    if (known.isEmpty()) {
      return Stm32Target.withUnknownPages(
          Stm32Device.unknown(id), image, "this part is not in the table of this library");
    }
    List<Stm32Variant> variants = Stm32DeviceTable.VARIANTS.getOrDefault(id, List.of());
    return variants.isEmpty() ? Stm32Target.of(known.get()) : find(known.get(), variants);
  }

  private Stm32Target find(Stm32Device device, List<Stm32Variant> variants) throws IOException {
    long sizeRegister = variants.get(0).sizeRegister();
    OptionalInt size = word(sizeRegister & -4L);
    if (size.isEmpty()) {
      return unsure(device, "its size register at 0x%08X can't be read", sizeRegister);
    }
    int kib = (size.getAsInt() >>> (sizeRegister % 4 == 0 ? 0 : Short.SIZE)) & 0xffff;
    for (Stm32Variant variant : variants) {
      if (variant.kib() != kib) {
        continue;
      }
      if (!variant.hasOption()) {
        return Stm32Target.of(device, variant.pages());
      }
      OptionalInt option = word(variant.optionWord());
      if (option.isEmpty()) {
        return unsure(device, "its option bytes at 0x%08X can't be read", variant.optionWord());
      }
      if (variant.takes(option.getAsInt())) {
        return Stm32Target.of(device, variant.pages());
      }
    }
    return unsure(device, "it says that it has %d KiB, which no part of its family has", kib);
  }

  private Stm32Target unsure(Stm32Device device, String why, Object detail) {
    return Stm32Target.withUnknownPages(
        device,
        image,
        "the pages of this family differ between parts, and " + String.format(why, detail));
  }

  /** A word of system memory or option bytes; empty if the boot loader does not give it. */
  private OptionalInt word(long address) throws IOException {
    Optional<byte[]> word = read(address, Integer.BYTES);
    if (word.isPresent()) {
      return OptionalInt.of(littleEndian(word.get(), 0));
    }
    long start = address & -BLOCK;
    return read(start, BLOCK)
        .map(block -> OptionalInt.of(littleEndian(block, (int) (address - start))))
        .orElse(OptionalInt.empty());
  }

  private Optional<byte[]> read(long address, int length) throws IOException {
    try {
      return Optional.of(session.attempt(false, () -> session.bootloader().read(address, length)));
    } catch (CoprocessorException e) {
      if (e.problem() == Problem.REFUSED) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static int littleEndian(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }
}
