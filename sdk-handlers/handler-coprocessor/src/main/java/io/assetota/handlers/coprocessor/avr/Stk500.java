package io.assetota.handlers.coprocessor.avr;

import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.time.Duration;

/**
 * The commands of the STK500 protocol, version 1 (Atmel, AVR061), as boot loaders know them, one
 * method each. This class never repeats a command. The protocol has no checksums: what arrives
 * wrongly is not noticed here.
 */
final class Stk500 {
  private static final int GET_SYNC = 0x30;
  private static final int GET_PARAMETER = 0x41;
  private static final int ENTER_PROGRAMMING = 0x50;
  private static final int LEAVE_PROGRAMMING = 0x51;
  private static final int LOAD_ADDRESS = 0x55;
  private static final int PROGRAM_PAGE = 0x64;
  private static final int READ_PAGE = 0x74;
  private static final int READ_SIGNATURE = 0x75;
  private static final int END = 0x20;
  private static final int IN_SYNC = 0x14;
  private static final int NO_SYNC = 0x15;
  private static final int OK = 0x10;
  private static final int MAJOR_VERSION = 0x81;
  private static final int MINOR_VERSION = 0x82;

  /** Commands are answered within milliseconds; USB converters and a loaded host add some. */
  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** Short, because the boot loader may not listen yet, and is asked again. */
  private static final Duration SYNC_ANSWER = Duration.ofMillis(200);

  private final SerialLink link;
  private final MonotonicClock clock;

  Stk500(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.clock = clock;
  }

  /** Asks whether a boot loader listens, once. */
  void sync() throws IOException {
    link.discardInput();
    exchange("Get Synchronization", SYNC_ANSWER, 0, GET_SYNC);
  }

  /** Forgets the answers to questions that were asked more than once. */
  void settle() throws IOException {
    clock.sleep(SYNC_ANSWER);
    sync();
  }

  /** The version of the boot loader, for people. */
  String version() throws IOException {
    return parameter(MAJOR_VERSION) + "." + parameter(MINOR_VERSION);
  }

  private int parameter(int parameter) throws IOException {
    return exchange("Get Parameter", ANSWER, 1, GET_PARAMETER, parameter)[0] & 0xff;
  }

  /** Three bytes that stand for the part. */
  int signature() throws IOException {
    byte[] answer = exchange("Read Signature", ANSWER, 3, READ_SIGNATURE);
    return (answer[0] & 0xff) << 16 | (answer[1] & 0xff) << 8 | (answer[2] & 0xff);
  }

  void enterProgramming() throws IOException {
    exchange("Enter Programming Mode", ANSWER, 0, ENTER_PROGRAMMING);
  }

  /** Lets the boot loader start the program; some do that at once, others when no command comes. */
  void leaveProgramming() throws IOException {
    exchange("Leave Programming Mode", ANSWER, 0, LEAVE_PROGRAMMING);
  }

  /** Reads a page, or less. */
  byte[] read(int address, int length) throws IOException {
    loadAddress(address);
    return exchange(
        String.format("Read Page at 0x%04X", address),
        ANSWER.plusNanos(link.settings().nanosFor(length)),
        length,
        READ_PAGE,
        length >> 8,
        length & 0xff,
        'F');
  }

  /** Erases and writes a page. */
  void write(int address, byte[] page) throws IOException {
    loadAddress(address);
    int[] request = new int[page.length + 4];
    request[0] = PROGRAM_PAGE;
    request[1] = page.length >> 8;
    request[2] = page.length & 0xff;
    request[3] = 'F';
    for (int i = 0; i < page.length; i++) {
      request[i + 4] = page[i] & 0xff;
    }
    exchange(
        String.format("Program Page at 0x%04X", address),
        ANSWER.plusNanos(link.settings().nanosFor(page.length)),
        0,
        request);
  }

  /** Addresses count words. */
  private void loadAddress(int address) throws IOException {
    int word = address / 2;
    exchange("Load Address", ANSWER, 0, LOAD_ADDRESS, word & 0xff, word >> 8);
  }

  private byte[] exchange(String what, Duration timeout, int answerLength, int... request)
      throws IOException {
    byte[] frame = new byte[request.length + 1];
    for (int i = 0; i < request.length; i++) {
      frame[i] = (byte) request[i];
    }
    frame[request.length] = END;
    link.write(frame);
    long deadline = clock.nanoTime() + timeout.toNanos();
    int first = receive(1, deadline, what)[0];
    if (first == NO_SYNC) {
      throw new FrameException(Kind.REFUSED, what + ": the boot loader is out of step");
    }
    if (first != IN_SYNC) {
      throw new FrameException(
          Kind.GARBLED, String.format("%s: 0x%02X instead of 0x14", what, first & 0xff));
    }
    byte[] answer = receive(answerLength, deadline, what);
    int last = receive(1, deadline, what)[0];
    if (last != OK) {
      throw new FrameException(
          Kind.GARBLED, String.format("%s: 0x%02X instead of 0x10", what, last & 0xff));
    }
    return answer;
  }

  private byte[] receive(int length, long deadline, String what) throws IOException {
    byte[] bytes = new byte[length];
    try {
      link.read(bytes, 0, length, Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      return bytes;
    } catch (SerialTimeoutException e) {
      throw new FrameException(
          Kind.SILENCE, what + ": " + e.received() + " of " + length + " bytes came", e);
    }
  }
}
