package io.assetota.handlers.coprocessor.smp.protocol;

import io.assetota.handlers.coprocessor.line.Exchange;
import io.assetota.handlers.coprocessor.line.FrameException;
import io.assetota.handlers.coprocessor.line.FrameException.Kind;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The commands of SMP that matter for images, one method each. A request that is not answered, or
 * whose answer is damaged, is sent again; each of them may be carried out twice.
 */
public final class SmpClient {
  private static final Logger log = LoggerFactory.getLogger(SmpClient.class);
  private static final int ATTEMPTS = Exchange.ATTEMPTS;

  private static final int READ = 0;
  private static final int WRITE = 2;
  private static final int VERSION_2 = 1;
  private static final int HEADER = 8;

  private static final int SYSTEM = 0;
  private static final int ECHO_CONTROL = 1;
  private static final int RESET = 5;
  private static final int PARAMETERS = 6;
  private static final int BOOT_LOADER = 8;
  private static final int IMAGES = 1;
  private static final int STATE = 0;
  private static final int UPLOAD = 1;
  private static final int SLOTS = 6;

  private static final Duration ANSWER = Duration.ofSeconds(1);

  /** A boot loader verifies the signature of each image before it lists it. */
  private static final Duration LIST = Duration.ofSeconds(10);

  /** With the first bytes, a part may erase the slot: a megabyte takes half a minute. */
  private static final Duration ERASE = Duration.ofSeconds(40);

  private static final Duration CHUNK = Duration.ofSeconds(4);

  private final SerialLink link;
  private final ConsoleFrames frames;
  private final MonotonicClock clock;
  private int version = VERSION_2;
  private int sequence;
  private int retries;

  /**
   * Talks over a line.
   *
   * @param link the line; it stays open
   */
  public SmpClient(SerialLink link, MonotonicClock clock) {
    this.link = link;
    this.frames = new ConsoleFrames(link, clock);
    this.clock = clock;
  }

  public int retries() {
    return retries;
  }

  /** The largest packet that the part can take, with its framing; empty if it doesn't tell. */
  public OptionalInt bufferSize() throws IOException {
    try {
      Map<String, Object> answer =
          exchange("Parameters", READ, SYSTEM, PARAMETERS, Map.of(), ANSWER, ATTEMPTS);
      return answer.get("buf_size") instanceof Long size && size > 0 && size < Integer.MAX_VALUE
          ? OptionalInt.of(size.intValue())
          : OptionalInt.empty();
    } catch (SmpRefusedException e) {
      log.debug("The part does not tell the size of its buffer: {}", e.getMessage());
      return OptionalInt.empty();
    }
  }

  /** The boot loader below a program, by name. A boot loader itself doesn't answer this. */
  private Optional<String> bootLoader() throws IOException {
    try {
      Map<String, Object> answer =
          exchange("Boot loader", READ, SYSTEM, BOOT_LOADER, Map.of(), ANSWER, ATTEMPTS);
      return answer.get("bootloader") instanceof String name ? Optional.of(name) : Optional.empty();
    } catch (SmpRefusedException e) {
      log.debug("The part does not tell its boot loader: {}", e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * Finds out whether a boot loader answers, and not a program. MCUboot accepts the command that
   * switches the echo of a console, without an effect; Zephyr's programs don't have it.
   */
  public boolean isBootLoader() throws IOException {
    if (bootLoader().isPresent()) {
      return false;
    }
    try {
      exchange("Echo control", WRITE, SYSTEM, ECHO_CONTROL, Map.of("echo", 0L), ANSWER, ATTEMPTS);
      return true;
    } catch (SmpRefusedException e) {
      log.debug("A program answers: {}", e.getMessage());
      return false;
    }
  }

  /** Lists the images that the part holds. */
  public List<ImageSlot> images() throws IOException {
    return ImageSlot.listOf(exchange("Image state", READ, IMAGES, STATE, Map.of(), LIST, ATTEMPTS));
  }

  /** Lists the images of a part that may not be there: asks only once. */
  public List<ImageSlot> imagesNow(Duration timeout) throws IOException {
    return ImageSlot.listOf(exchange("Image state", READ, IMAGES, STATE, Map.of(), timeout, 1));
  }

  /** The largest file that fits where an image is uploaded to; empty if the part doesn't tell. */
  public OptionalLong roomFor(int image) throws IOException {
    try {
      return SlotSizes.roomFor(
          exchange("Slot info", READ, IMAGES, SLOTS, Map.of(), ANSWER, ATTEMPTS), image);
    } catch (SmpRefusedException e) {
      log.debug("The part does not tell the sizes of its slots: {}", e.getMessage());
      return OptionalLong.empty();
    }
  }

  /** Marks an image to be started at the next reset, once. */
  public List<ImageSlot> test(byte[] hash) throws IOException {
    return setState("Test image", hash, false);
  }

  /** Marks an image to be started at the next reset, and to stay. */
  public List<ImageSlot> makePermanent(byte[] hash) throws IOException {
    return setState("Confirm image", hash, true);
  }

  /** Lets the image that runs stay. */
  public List<ImageSlot> confirmRunning() throws IOException {
    return setState("Confirm image", new byte[0], true);
  }

  private List<ImageSlot> setState(String what, byte[] hash, boolean confirm) throws IOException {
    Map<String, Object> request = new LinkedHashMap<>();
    if (hash.length > 0) {
      request.put("hash", hash);
    }
    request.put("confirm", confirm);
    return ImageSlot.listOf(exchange(what, WRITE, IMAGES, STATE, request, LIST, ATTEMPTS));
  }

  /**
   * Sends a piece of an image.
   *
   * @param request the entries that come with the piece
   * @param isFirst whether the part may erase before it answers
   * @return the whole answer
   */
  Map<String, Object> upload(Map<String, Object> request, boolean isFirst) throws IOException {
    return exchange(
        "Upload at offset " + request.get("off"),
        WRITE,
        IMAGES,
        UPLOAD,
        request,
        isFirst ? ERASE : CHUNK,
        ATTEMPTS);
  }

  /** Resets the part, which answers first. */
  public void reset() throws IOException {
    exchange("Reset", WRITE, SYSTEM, RESET, Map.of(), ANSWER, ATTEMPTS);
  }

  private Map<String, Object> exchange(
      String what,
      int operation,
      int group,
      int command,
      Map<String, Object> request,
      Duration timeout,
      int attempts)
      throws IOException {
    Exchange<Map<String, Object>> once =
        () -> exchangeOnce(what, operation, group, command, request, timeout);
    try {
      return attempts == 1
          ? once.run()
          : Exchange.repeat(
              once,
              failure -> {
                retries++;
                log.debug("{}", failure.getMessage());
              });
    } catch (SmpRefusedException e) {
      if (e.isTooNew() && version > 0) {
        version = 0;
        return exchange(what, operation, group, command, request, timeout, attempts);
      }
      throw e;
    }
  }

  private Map<String, Object> exchangeOnce(
      String what,
      int operation,
      int group,
      int command,
      Map<String, Object> request,
      Duration timeout)
      throws IOException {
    byte[] body = Cbor.encode(request);
    int number = sequence;
    sequence = sequence + 1 & 0xff;
    Map<String, Object> answer;
    try {
      frames.send(packet(operation, group, command, number, body));
      answer = answer(packetHeader(operation + 1, group, command, number), timeout, body.length);
    } catch (FrameException e) {
      throw new FrameException(e.kind(), what + ": " + e.getMessage(), e);
    }
    Optional<SmpRefusedException> error = SmpErrors.in(answer, what);
    if (error.isPresent()) {
      throw error.get();
    }
    return answer;
  }

  /** Passes over answers to other requests: those that came too late. */
  private Map<String, Object> answer(byte[] wanted, Duration timeout, int sent) throws IOException {
    long deadline = clock.nanoTime() + timeout.toNanos() + link.settings().nanosFor(2 * sent + 64);
    for (; ; ) {
      byte[] packet = frames.receive(deadline);
      if (packet.length < HEADER) {
        throw new FrameException(Kind.GARBLED, "a packet without a header");
      }
      byte[] header = Arrays.copyOf(packet, HEADER);
      int length = ByteBuffer.wrap(header).getShort(2) & 0xffff;
      // Parts differ in the version and the flags of what they answer.
      header[0] &= 0x07;
      header[1] = 0;
      header[2] = 0;
      header[3] = 0;
      if (Arrays.equals(header, wanted)) {
        if (length != packet.length - HEADER) {
          throw new FrameException(Kind.GARBLED, "a packet of another length than its header says");
        }
        return Cbor.decode(Arrays.copyOfRange(packet, HEADER, packet.length));
      }
    }
  }

  private byte[] packet(int operation, int group, int command, int number, byte[] body) {
    byte[] header = packetHeader(operation, group, command, number);
    header[0] |= (byte) (version << 3);
    return ByteBuffer.allocate(HEADER + body.length)
        .put(header)
        .put(body)
        .putShort(2, (short) body.length)
        .array();
  }

  /** Without version, flags and length. */
  private static byte[] packetHeader(int operation, int group, int command, int number) {
    return ByteBuffer.allocate(HEADER)
        .put(0, (byte) operation)
        .putShort(4, (short) group)
        .put(6, (byte) number)
        .put(7, (byte) command)
        .array();
  }
}
