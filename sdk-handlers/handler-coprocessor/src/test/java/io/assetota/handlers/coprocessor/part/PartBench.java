package io.assetota.handlers.coprocessor.part;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetHash;
import io.assetota.handlers.coprocessor.Flasher;
import io.assetota.handlers.coprocessor.avr.AvrFlasher;
import io.assetota.handlers.coprocessor.boot.BootControl;
import io.assetota.handlers.coprocessor.esp32.Esp32Flasher;
import io.assetota.handlers.coprocessor.stm32.Stm32Flasher;
import io.assetota.handlers.coprocessor.xmodem.XmodemFlasher;
import io.assetota.handlers.coprocessor.xmodem.XmodemMenu;
import io.assetota.handlers.io.Level;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialSettings.Parity;
import io.assetota.handlers.testkit.EmulatedProgram;
import io.assetota.handlers.testkit.EmulatedProgram.ProgramAnswer;
import io.assetota.handlers.testkit.EmulatedSerialLink;
import io.assetota.handlers.testkit.FaultyPart;
import io.assetota.handlers.testkit.LineFault;
import io.assetota.handlers.testkit.MemoryAsset;
import io.assetota.handlers.testkit.SerialPart;
import io.assetota.handlers.testkit.VirtualClock;
import io.assetota.handlers.testkit.avr.AvrChip;
import io.assetota.handlers.testkit.avr.AvrEmulator;
import io.assetota.handlers.testkit.esp32.Esp32Emulator;
import io.assetota.handlers.testkit.stm32.Stm32Chip;
import io.assetota.handlers.testkit.stm32.Stm32Emulator;
import io.assetota.handlers.testkit.xmodem.XmodemEmulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A part of some kind with a program that answers as it says in its own content, on a line in
 * virtual time.
 */
final class PartBench {
  /** Where a program says what it answers: a text, filled up with zeros. */
  private static final int ANSWER = 0x60;

  private static final int ANSWER_LENGTH = 32;
  private static final int ESP_ADDRESS = 0x10000;

  /** The parts that are tried. */
  enum Kind {
    STM32(5000, true, 0x1f),
    /** Without checksums: what is behind the first difference is read and written, too. */
    STM32_OLD(5000, true, 0x1f),
    ESP32(9000, true, 0xc0),
    AVR(1000, true, 0x15),
    XMODEM(700, false, 0x15);

    final int size;
    final boolean canRead;
    final int refusal;

    Kind(int size, boolean canRead, int refusal) {
      this.size = size;
      this.canRead = canRead;
      this.refusal = refusal;
    }
  }

  final Kind kind;
  final VirtualClock clock = new VirtualClock();
  final EmulatedSerialLink emulated;
  final CuttingLink link;
  final Flasher flasher;
  private final Supplier<byte[]> content;

  /** Puts a part on a line that holds this content. */
  PartBench(Kind kind, byte[] holds) {
    this(kind, holds, Optional.empty());
  }

  /** The same, and one thing goes wrong on the line. */
  PartBench(Kind kind, byte[] holds, Optional<LineFault> fault) {
    this.kind = kind;
    SerialPart whole;
    BootControl boot;
    Runnable reset;
    switch (kind) {
      case STM32, STM32_OLD -> {
        Stm32Emulator part =
            new Stm32Emulator(kind == Kind.STM32 ? Stm32Chip.g474() : Stm32Chip.f103());
        part.flash().preset(0, holds);
        content = () -> part.flash().read(0, kind.size);
        whole = program(part, part::programRuns);
        boot = BootControl.gpio(part.boot0Pin(), part.resetPin(), clock);
        reset = () -> reset(part);
      }
      case ESP32 -> {
        Esp32Emulator part = new Esp32Emulator(4 << 20);
        part.preset(ESP_ADDRESS, holds);
        content = () -> part.flash(ESP_ADDRESS, kind.size);
        whole = program(part, part::programRuns);
        boot = reset(part::reset);
        reset = part::reset;
      }
      case AVR -> {
        AvrEmulator part = new AvrEmulator(AvrChip.ATMEGA328P);
        part.preset(0, holds);
        content = () -> part.flash(0, kind.size);
        whole = program(part, part::programRuns);
        boot = BootControl.resetPin(part.resetPin(), clock);
        reset = part::reset;
      }
      default -> {
        XmodemEmulator part = new XmodemEmulator();
        content = () -> Arrays.copyOf(part.stored().length == 0 ? holds : part.stored(), kind.size);
        whole = program(part, part::programRuns);
        boot = reset(part::reset);
        reset = part::reset;
      }
    }
    SerialPart behind =
        fault.isEmpty() ? whole : new FaultyPart(whole, fault.get(), reset, kind.refusal);
    emulated = new EmulatedSerialLink(behind, new SerialSettings(115_200, Parity.NONE), clock);
    link = new CuttingLink(emulated);
    flasher =
        switch (kind) {
          case STM32, STM32_OLD -> new Stm32Flasher(link, boot, clock);
          case ESP32 -> new Esp32Flasher(link, boot, clock, ESP_ADDRESS, 4 << 20);
          case AVR -> new AvrFlasher(link, boot, clock);
          case XMODEM -> new XmodemFlasher(link, boot, clock).withMenu(XmodemMenu.GECKO);
        };
  }

  private static void reset(Stm32Emulator part) {
    try {
      part.resetPin().set(Level.LOW);
      part.resetPin().set(Level.HIGH);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private SerialPart program(SerialPart part, BooleanSupplier runs) {
    return new EmulatedProgram(part, runs, () -> answer(content.get()));
  }

  /** A reset into the boot loader; the boot loader itself starts the program. */
  private static BootControl reset(Runnable reset) {
    return new BootControl() {
      @Override
      public void enterBootLoader() {
        reset.run();
      }

      @Override
      public void runProgram() {}

      @Override
      public boolean canReset() {
        return false;
      }

      @Override
      public void close() {}
    };
  }

  /** What the part holds, as long as a program of this kind. */
  byte[] content() {
    return content.get();
  }

  FlashedPart part(Path folder, FormerAssets former) {
    FlashedPartBuilder builder =
        FlashedPart.builder("part", flasher, folder)
            .version(LineVersion.on(link, clock))
            .former(former)
            .clock(clock);
    return (kind == Kind.XMODEM ? builder.takingFilesAsTheyAre() : builder).build();
  }

  /** A handler that demands 2.0 within 10 seconds. */
  PartHandler handler(Path folder, FormerAssets former) {
    return new PartHandler(part(folder, former)).expecting("2.0", Duration.ofSeconds(10));
  }

  /**
   * A program that answers: a version, nothing if that is empty, or {@code VERSION SECONDS} to
   * answer so much later.
   */
  static byte[] program(Kind kind, long seed, String answer) {
    byte[] image = new byte[kind.size];
    new Random(seed).nextBytes(image);
    switch (kind) {
      case STM32, STM32_OLD ->
          ByteBuffer.wrap(image)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(0x2000_5000)
              .putInt(0x0800_0101);
      case ESP32 -> {
        byte[] header = new byte[24];
        header[0] = (byte) 0xe9;
        header[1] = 5;
        header[3] = 0x2f;
        System.arraycopy(header, 0, image, 0, header.length);
      }
      case AVR -> {
        image[0] = 0x0c;
        image[1] = (byte) 0x94;
      }
      case XMODEM -> {
        // As it is.
      }
    }
    Arrays.fill(image, ANSWER, ANSWER + ANSWER_LENGTH, (byte) 0);
    byte[] text = answer.getBytes(US_ASCII);
    System.arraycopy(text, 0, image, ANSWER, text.length);
    return image;
  }

  private static ProgramAnswer answer(byte[] program) {
    String[] text =
        new String(program, ANSWER, ANSWER_LENGTH, US_ASCII).replace("\0", "").split(" ", 2);
    ProgramAnswer answer =
        text[0].isEmpty() ? ProgramAnswer.silent() : ProgramAnswer.version(text[0]);
    return text.length == 1 ? answer : answer.after(Duration.ofSeconds(Long.parseLong(text[1])));
  }

  static Asset asset(byte[] content) {
    return new MemoryAsset("part.bin", content);
  }

  /** What a device has stored; the first is that of the previous application. */
  static FormerAssets stored(byte[]... contents) {
    List<Asset> assets = Arrays.stream(contents).map(PartBench::asset).toList();
    return new FormerAssets() {
      @Override
      public Optional<Asset> ofPreviousApplication(String name) {
        return assets.stream().findFirst();
      }

      @Override
      public Optional<Asset> withContent(AssetHash content) {
        return assets.stream().filter(asset -> asset.hash().equals(content)).findFirst();
      }
    };
  }
}
