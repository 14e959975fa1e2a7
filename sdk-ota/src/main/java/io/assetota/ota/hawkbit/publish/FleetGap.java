package io.assetota.ota.hawkbit.publish;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What hawkBit lacks of a fleet.
 *
 * @param targets the targets that are missing
 * @param tokens the targets that are there and have another token, with the token they should have
 * @param tags the tags that are missing
 * @param tagged the targets that lack a tag, by the tag
 * @param withoutRelease the targets of which hawkBit knows no release: those that are missing, and
 *     those that never were assigned one
 */
public record FleetGap(
    List<FleetTarget> targets,
    SortedMap<String, String> tokens,
    SortedSet<String> tags,
    SortedMap<String, List<String>> tagged,
    Set<String> withoutRelease) {
  /**
   * Counts what is missing of tags.
   *
   * @return how many assignments of a tag to a target are missing
   */
  public int tagAssignments() {
    return tagged.values().stream().mapToInt(List::size).sum();
  }

  /**
   * Counts the tokens.
   *
   * @return how many targets are to get a token that is given
   */
  public long tokenCount() {
    return tokens.size() + targets.stream().filter(t -> t.token().isPresent()).count();
  }

  /** Tells numbers alone: the tokens are secrets. */
  @Override
  public String toString() {
    return targets.size() + " targets, " + tags.size() + " tags, " + Map.copyOf(tagged);
  }
}
