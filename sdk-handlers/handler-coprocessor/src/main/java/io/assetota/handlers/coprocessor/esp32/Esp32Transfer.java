package io.assetota.handlers.coprocessor.esp32;

import io.assetota.handlers.coprocessor.FirmwareSegment;
import io.assetota.handlers.coprocessor.FlashListener;
import io.assetota.handlers.coprocessor.FlashPhase;
import io.assetota.handlers.coprocessor.FlashRange;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.DeflaterOutputStream;

/** Writes the pieces of one image into an ESP32. */
final class Esp32Transfer {
  private static final int SECTOR = 4 << 10;

  private final Esp32Loader loader;
  private final EspChip chip;
  private final FlashListener listener;
  private final long total;
  private final Set<Integer> announced = new HashSet<>();
  private long done;
  private long bytesWritten;
  private int sectorsErased;

  Esp32Transfer(Esp32Loader loader, EspChip chip, FlashListener listener, long total) {
    this.loader = loader;
    this.chip = chip;
    this.listener = listener;
    this.total = total;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  int sectorsErased() {
    return sectorsErased;
  }

  /**
   * Writes one piece, or finds that it is there. The ROM inflates as data comes, so that a block
   * can't be repeated: after any trouble the piece starts over.
   */
  void bring(FirmwareSegment segment, boolean mayBeCancelled) throws IOException {
    byte[] content = segment.content(0, segment.length());
    int address = (int) segment.address();
    listener.progress(FlashPhase.CHECK, done, total);
    if (mayBeCancelled && sectorsErased == 0) {
      listener.checkCancelled();
    }
    String expected = Esp32Reader.md5(content);
    if (!loader.md5(address, content.length).equals(expected)) {
      announce(address, content.length);
      write(address, content);
      listener.progress(FlashPhase.VERIFY, done, total);
      String actual = loader.md5(address, content.length);
      if (!actual.equals(expected)) {
        throw new FrameException(
            Kind.GARBLED,
            String.format("MD5 at 0x%X: %s instead of %s", address, actual, expected));
      }
    }
    done += content.length;
    listener.progress(FlashPhase.VERIFY, done, total);
  }

  /** Once for each piece: after that, it may be erased already. */
  private void announce(int address, int length) throws IOException {
    if (!announced.contains(address)) {
      int sectors = (length + SECTOR - 1) / SECTOR;
      listener.beforeErase(
          List.of(new FlashRange(address, sectors * SECTOR)), new Esp32Reader(loader));
      announced.add(address);
    }
  }

  private void write(int address, byte[] content) throws IOException {
    byte[] deflated = deflate(content);
    listener.progress(FlashPhase.ERASE, done, total);
    sectorsErased += (content.length + SECTOR - 1) / SECTOR;
    loader.beginDeflated(chip, address, content.length, deflated.length);
    int blocks = (deflated.length + Esp32Loader.BLOCK - 1) / Esp32Loader.BLOCK;
    for (int i = 0; i < blocks; i++) {
      int from = i * Esp32Loader.BLOCK;
      int to = Math.min(deflated.length, from + Esp32Loader.BLOCK);
      loader.deflatedData(i, Arrays.copyOfRange(deflated, from, to));
      listener.progress(
          FlashPhase.WRITE, done + (long) content.length * to / deflated.length, total);
    }
    bytesWritten += content.length;
  }

  private static byte[] deflate(byte[] content) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
      deflater.write(content);
    }
    return out.toByteArray();
  }
}
