package io.assetota.handlers.testkit.smp;

import io.assetota.handlers.testkit.smp.McubootSlots.Swap;
import io.assetota.handlers.testkit.smp.SmpTraits.Difference;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The commands of SMP (Zephyr, "SMP Protocol Specification" and the groups 0 and 1), those of them
 * that a program has, and those that MCUboot has in serial recovery.
 */
final class SmpCommands {
  private static final int HEADER = 8;
  private static final int READ = 0;
  private static final int WRITE = 2;
  private static final long MILLISECOND = 1_000_000L;
  private static final long ERASE = 300 * MILLISECOND;
  private static final long WRITING = 5 * MILLISECOND;
  private static final int UNKNOWN = 1;
  private static final int INVALID = 3;
  private static final int NO_ENTRY = 5;
  private static final int BAD_STATE = 6;
  private static final int NOT_SUPPORTED = 8;
  private static final int UNSUPPORTED_TOO_NEW = 13;

  private final McubootSlots slots;
  private final SmpTraits traits;
  private byte[] uploadHash = new byte[0];
  private int uploadLength;
  private int uploadOffset;
  private int wornOutAt = -1;
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

  /** A command ended with an error. */
  private static final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;
    private final int code;
    private final int imageCode;

    /** An error of images has a number of its own in version 2; 0 if it has none. */
    Refusal(int code, int imageCode) {
      super("error " + code);
      this.code = code;
      this.imageCode = imageCode;
    }
  }

  SmpCommands(McubootSlots slots, SmpTraits traits) {
    this.slots = slots;
    this.traits = traits;
  }

  void wearOut(int offset) {
    wornOutAt = offset;
  }

  void refuse(int request) {
    refused = request;
  }

  int requests() {
    return requests;
  }

  void forgetUpload() {
    uploadHash = new byte[0];
    uploadLength = 0;
    uploadOffset = 0;
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
        throw new Refusal(UNKNOWN, UNKNOWN);
      }
      if (version >= traits.protocolVersion() && !inRecovery) {
        throw new Refusal(UNSUPPORTED_TOO_NEW, 0);
      }
      Map<String, Object> request =
          CborMaps.decode(Arrays.copyOfRange(packet, HEADER, packet.length));
      delay = carryOut(command, operation == WRITE, inRecovery, request, answer);
      if (version == 0) {
        answer.putIfAbsent("rc", 0); // As the first version of the protocol had it.
      }
    } catch (Refusal e) {
      answer.clear();
      if (version > 0 && e.imageCode > 0 && !inRecovery) {
        answer.put("err", Map.of("group", 1, "rc", e.imageCode));
      } else {
        answer.put("rc", e.code);
      }
    } catch (IOException e) {
      answer.clear();
      answer.put("rc", INVALID);
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
      throws Refusal {
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
          setState(request, inRecovery);
        }
        answer.put("images", images(inRecovery));
      }
      case 0x101 -> {
        require(writes);
        return upload(request, answer, inRecovery);
      }
      case 0x105 -> {
        require(writes && !inRecovery);
        requireFree();
        slots.erase(1);
        return ERASE;
      }
      case 0x106 -> {
        require(traits.protocolVersion() > 1);
        answer.put("images", List.of(sizes()));
      }
      default -> require(false);
    }
    return MILLISECOND;
  }

  private static void require(boolean supported) throws Refusal {
    if (!supported) {
      throw new Refusal(NOT_SUPPORTED, 0);
    }
  }

  /** The other slot can't be written while it is the way back, or the way ahead. */
  private void requireFree() throws Refusal {
    if (slots.swap() != Swap.NONE) {
      throw new Refusal(BAD_STATE, 9);
    }
  }

  private Map<String, Object> sizes() {
    return Map.of(
        "image",
        0,
        "slots",
        List.of(Map.of("slot", 0, "size", slots.size()), Map.of("slot", 1, "size", slots.size())));
  }

  private List<Object> images(boolean inRecovery) {
    List<Object> images = new ArrayList<>();
    for (int slot = 0; slot < 2; slot++) {
      // A boot loader checks what it lists; a program only looks at the header.
      if (inRecovery ? slots.isValid(slot) : slots.hasImage(slot)) {
        images.add(image(slot, inRecovery));
      }
    }
    return images;
  }

  private Map<String, Object> image(int slot, boolean inRecovery) {
    Map<String, Object> image = new LinkedHashMap<>();
    image.put("slot", slot);
    image.put("version", slots.version(slot));
    if (!inRecovery || !traits.has(Difference.NO_HASHES_IN_RECOVERY)) {
      slots.hash(slot).ifPresent(hash -> image.put("hash", hash));
    }
    Swap swap = slots.swap();
    if (!inRecovery || traits.has(Difference.STATES_IN_RECOVERY)) {
      image.put("bootable", true);
      flag(image, "pending", slot == 1 && (swap == Swap.TEST || swap == Swap.PERMANENT));
      flag(image, "confirmed", slot == (swap == Swap.REVERT ? 1 : 0));
      flag(image, "active", slot == 0);
      flag(image, "permanent", slot == 1 && swap == Swap.PERMANENT);
    }
    return image;
  }

  /** Also if it is not set: older clients want to see all of them. */
  private static void flag(Map<String, Object> image, String name, boolean set) {
    image.put(name, set);
  }

  private void setState(Map<String, Object> request, boolean inRecovery) throws Refusal {
    require(!inRecovery);
    boolean confirm = Boolean.TRUE.equals(request.get("confirm"));
    byte[] hash = request.get("hash") instanceof byte[] given ? given : new byte[0];
    if (hash.length == 0) {
      if (!confirm) {
        throw new Refusal(INVALID, 25);
      }
      slots.confirm();
      return;
    }
    String name = HexFormat.of().formatHex(hash);
    if (name.equals(slots.name(0))) {
      if (!confirm) {
        throw new Refusal(BAD_STATE, 29);
      }
      slots.confirm();
    } else if (name.equals(slots.name(1))) {
      if (slots.swap() == Swap.REVERT) {
        throw new Refusal(BAD_STATE, 29);
      }
      slots.mark(confirm);
    } else {
      throw new Refusal(NO_ENTRY, 8);
    }
  }

  private long upload(Map<String, Object> request, Map<String, Object> answer, boolean inRecovery)
      throws Refusal {
    if (!(request.get("off") instanceof Long offset)
        || !(request.get("data") instanceof byte[] data)) {
      throw new Refusal(INVALID, 20);
    }
    int slot = inRecovery ? 0 : 1;
    long delay = WRITING;
    if (offset == 0) {
      delay = begin(request, slot, inRecovery);
    }
    if (offset == uploadOffset && uploadLength > 0) {
      if (uploadOffset + data.length > uploadLength) {
        throw new Refusal(INVALID, 31);
      }
      slots.write(slot, uploadOffset, data);
      if (wornOutAt >= uploadOffset && wornOutAt < uploadOffset + data.length) {
        slots.write(slot, wornOutAt, new byte[] {(byte) (data[wornOutAt - uploadOffset] ^ 0x10)});
      }
      uploadOffset += data.length;
    }
    if (inRecovery) {
      answer.put("rc", 0);
    }
    answer.put("off", uploadOffset);
    if (uploadOffset == uploadLength && !inRecovery && traits.has(Difference.CHECKS_UPLOAD)) {
      matches(slot).ifPresent(match -> answer.put("match", match));
    }
    return delay;
  }

  /** An upload with the hash of one that was cut off goes on, in a program. */
  private long begin(Map<String, Object> request, int slot, boolean inRecovery) throws Refusal {
    if (!(request.get("len") instanceof Long length) || length <= 0) {
      throw new Refusal(INVALID, 21);
    }
    if (length > slots.size()) {
      throw new Refusal(INVALID, 30);
    }
    byte[] hash = request.get("sha") instanceof byte[] given ? given : new byte[0];
    if (!inRecovery) {
      requireFree();
      if (hash.length > 0 && Arrays.equals(hash, uploadHash) && uploadOffset < uploadLength) {
        return WRITING;
      }
    }
    uploadHash = hash;
    uploadLength = length.intValue();
    uploadOffset = 0;
    slots.erase(slot);
    return ERASE;
  }

  private Optional<Boolean> matches(int slot) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(slots.read(slot, uploadLength));
      return uploadHash.length == 0
          ? Optional.empty()
          : Optional.of(Arrays.equals(digest, uploadHash));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
