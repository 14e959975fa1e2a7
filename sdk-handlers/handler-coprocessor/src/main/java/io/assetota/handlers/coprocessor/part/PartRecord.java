package io.assetota.handlers.coprocessor.part;

import com.google.common.base.Splitter;
import io.assetota.core.model.AssetHash;
import java.util.List;
import java.util.Optional;

/**
 * What must be known about a part after a power cut. Each program is known by the hash of its
 * asset.
 *
 * @param kept the program that was installed and kept last; empty if that isn't known
 * @param trying the program whose installation has begun and not ended
 * @param unread whether flash may have been erased since without having been read, as a stored
 *     asset was the way back: what can be read now may be a mix
 * @param refused the program that did not work last
 * @param refusals how often in a row
 */
record PartRecord(
    Optional<AssetHash> kept,
    Optional<AssetHash> trying,
    boolean unread,
    Optional<AssetHash> refused,
    int refusals) {
  static final PartRecord EMPTY =
      new PartRecord(Optional.empty(), Optional.empty(), false, Optional.empty(), 0);

  private static final String HEADING = "asset-ota-part-1";
  private static final String NOTHING = "-";
  private static final String UNREAD = "unread";
  private static final int FIELDS = 6;
  private static final Splitter BLANKS = Splitter.on(' ');

  PartRecord trying(AssetHash program, boolean withoutReading) {
    return new PartRecord(kept, Optional.of(program), unread || withoutReading, refused, refusals);
  }

  PartRecord keeping(AssetHash program) {
    return new PartRecord(Optional.of(program), Optional.empty(), false, Optional.empty(), 0);
  }

  /** The former program is back. */
  PartRecord backTo(Optional<AssetHash> former) {
    return new PartRecord(former, Optional.empty(), false, refused, refusals);
  }

  PartRecord refusing(AssetHash program) {
    return new PartRecord(kept, trying, unread, Optional.of(program), refusalsOf(program) + 1);
  }

  int refusalsOf(AssetHash program) {
    return refused.equals(Optional.of(program)) ? refusals : 0;
  }

  String toLine() {
    return String.join(
        " ",
        HEADING,
        text(kept),
        text(trying),
        unread ? UNREAD : NOTHING,
        text(refused),
        Integer.toString(refusals));
  }

  private static String text(Optional<AssetHash> hash) {
    return hash.map(AssetHash::toString).orElse(NOTHING);
  }

  /** Whatever is wrong in it makes it nothing. */
  static Optional<PartRecord> parse(String line) {
    List<String> fields = BLANKS.splitToList(line);
    if (fields.size() != FIELDS || !fields.get(0).equals(HEADING)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new PartRecord(
              hash(fields.get(1)),
              hash(fields.get(2)),
              fields.get(3).equals(UNREAD),
              hash(fields.get(4)),
              Integer.parseInt(fields.get(5))));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<AssetHash> hash(String text) {
    return text.equals(NOTHING) ? Optional.empty() : Optional.of(AssetHash.parse(text));
  }
}
