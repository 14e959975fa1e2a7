package io.assetota.handlers.testkit.smp;

import static io.assetota.handlers.testkit.smp.SmpRefusal.require;

import io.assetota.handlers.testkit.smp.SmpTraits.Difference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The commands of SMP (Zephyr, "SMP Protocol Specification" and the groups 0 and 1), those of them
 * that a program has, and those that MCUboot has in serial recovery.
 */
final class SmpCommands {
  private static final int HEADER = 8;
  private static final int READ = 0;
  private static final int WRITE = 2;
  private static final long MILLISECOND = 1_000_000L;

  private final McubootSlots slots;
  private final SmpTraits traits;
  private final SmpImages images;
  private final SmpUpload upload;
  private int refused = -1;
  private int requests;

  /** What goes back. */
  static final class Answer {
    static final Answer NONE = new Answer(new byte[0], 0, false);

    private final byte[] packet;
    private final long delay;
    private final boolean resets;

    Answer(byte[] packet, long delay, boolean resets) {
      this.packet = packet;
      this.delay = delay;
      this.resets = resets;
    }

    /** Empty for nothing. */
    byte[] packet() {
      return packet.clone();
    }

    /** How long the part needs, in nanoseconds. */
    long delay() {
      return delay;
    }

    /** Whether the part is reset then. */
    boolean resets() {
      return resets;
    }
  }

  SmpCommands(McubootSlots slots, SmpTraits traits) {
    this.slots = slots;
    this.traits = traits;
    images = new SmpImages(slots, traits);
    upload = new SmpUpload(slots, traits);
  }

  void wearOut(int offset) {
    upload.wearOut(offset);
  }

  void refuse(int request) {
    refused = request;
  }

  int requests() {
    return requests;
  }

  void forgetUpload() {
    upload.forget();
  }

  Answer answer(byte[] packet, boolean inRecovery) {
    if (packet.length < HEADER) {
      return Answer.NONE;
    }
    ByteBuffer header = ByteBuffer.wrap(packet);
    int operation = packet[0] & 7;
    int version = packet[0] >> 3 & 3;
    int length = header.getShort(2) & 0xffff;
    if ((operation != READ && operation != WRITE) || length != packet.length - HEADER) {
      return Answer.NONE;
    }
    int command = (header.getShort(4) & 0xffff) << 8 | (packet[7] & 0xff);
    Map<String, Object> answer = new LinkedHashMap<>();
    long delay = MILLISECOND;
    try {
      if (requests++ == refused) {
        throw new SmpRefusal(SmpRefusal.UNKNOWN, SmpRefusal.UNKNOWN);
      }
      if (version >= traits.protocolVersion() && !inRecovery) {
        throw new SmpRefusal(SmpRefusal.UNSUPPORTED_TOO_NEW, 0);
      }
      Map<String, Object> request =
          CborMaps.decode(Arrays.copyOfRange(packet, HEADER, packet.length));
      delay = carryOut(command, operation == WRITE, inRecovery, request, answer);
      if (version == 0) {
        answer.putIfAbsent("rc", 0); // As the first version of the protocol had it.
      }
    } catch (SmpRefusal e) {
      answer.clear();
      if (version > 0 && e.imageCode() > 0 && !inRecovery) {
        answer.put("err", Map.of("group", 1, "rc", e.imageCode()));
      } else {
        answer.put("rc", e.code());
      }
    } catch (IOException e) {
      answer.clear();
      answer.put("rc", SmpRefusal.INVALID);
    }
    boolean resets = command == 5 && operation == WRITE && answer.getOrDefault("rc", 0).equals(0);
    return new Answer(framed(packet, answer), delay, resets);
  }

  private static byte[] framed(byte[] request, Map<String, Object> answer) {
    byte[] body;
    try {
      body = CborMaps.encode(answer);
    } catch (IOException e) {
      throw new IllegalStateException("memory fails", e);
    }
    return ByteBuffer.allocate(HEADER + body.length)
        .put(request, 0, HEADER)
        .put(body)
        .put(0, (byte) (request[0] + 1))
        .putShort(2, (short) body.length)
        .array();
  }

  /** By group and command. Returns how long it takes. */
  private long carryOut(
      int command,
      boolean writes,
      boolean inRecovery,
      Map<String, Object> request,
      Map<String, Object> answer)
      throws SmpRefusal {
    switch (command) {
      case 0x000 -> answer.put("r", request.getOrDefault("d", ""));
      case 0x001 -> {
        require(inRecovery);
        answer.put("rc", 0);
      }
      case 0x005 -> {
        require(writes);
        if (inRecovery) {
          answer.put("rc", 0);
        }
      }
      case 0x006 -> {
        require(!traits.has(Difference.NO_PARAMETERS));
        answer.put("buf_size", traits.bufferSize());
        answer.put("buf_count", inRecovery ? 1 : 4);
      }
      case 0x008 -> {
        require(!inRecovery && traits.protocolVersion() > 1);
        answer.put("bootloader", "MCUboot");
      }
      case 0x100 -> {
        if (writes) {
          require(!inRecovery);
          images.setState(request);
        }
        answer.put("images", images.list(inRecovery));
      }
      case 0x101 -> {
        require(writes);
        return upload.take(request, answer, inRecovery);
      }
      case 0x105 -> {
        require(writes && !inRecovery);
        upload.requireFree();
        slots.erase(1);
        return SmpUpload.ERASE;
      }
      case 0x106 -> {
        require(traits.protocolVersion() > 1);
        answer.put("images", List.of(images.sizes()));
      }
      default -> require(false);
    }
    return MILLISECOND;
  }
}
