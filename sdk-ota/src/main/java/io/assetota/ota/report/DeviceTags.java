package io.assetota.ota.report;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableSet;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tags that a device tells of itself, such as the line that it stands in: the attribute {@value
 * #ATTRIBUTE}, names with commas between them, up to {@value DeviceAttributes#MAX_LENGTH}
 * characters in all. An operator of the update server may say otherwise, which counts.
 */
public final class DeviceTags {
  /** The name of the attribute. */
  public static final String ATTRIBUTE = "tags";

  /** The most tags that a device tells. */
  public static final int MAX_TAGS = 16;

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Splitter NAMES = Splitter.on(',').trimResults().omitEmptyStrings();

  private DeviceTags() {}

  /**
   * Tells whether a text may be a tag.
   *
   * @param name 1 to 64 letters, digits, dots, underscores and hyphens; the first is a letter or a
   *     digit
   * @return whether it is one
   */
  public static boolean isValid(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Returns the tags that a device told; what is not valid counts as not told, since any client may
   * have sent it.
   *
   * @param attributes what the device reported
   * @return up to {@value #MAX_TAGS} tags, in their order
   */
  public static Set<String> parse(Map<String, String> attributes) {
    String told = attributes.getOrDefault(ATTRIBUTE, "");
    return told.length() > DeviceAttributes.MAX_LENGTH
        ? ImmutableSet.of()
        : NAMES
            .splitToStream(told)
            .filter(DeviceTags::isValid)
            .distinct()
            .limit(MAX_TAGS)
            .collect(ImmutableSet.toImmutableSet());
  }

  /**
   * Returns the value of the attribute.
   *
   * @param tags the tags
   * @return their names with commas between them
   * @throws IllegalArgumentException if one is not valid, or they are too many or too long together
   */
  public static String value(Collection<String> tags) {
    for (String tag : tags) {
      if (!isValid(tag)) {
        throw new IllegalArgumentException(
            "'"
                + tag
                + "' is not a tag: it has 1 to 64 letters, digits, dots, underscores and hyphens");
      }
    }
    String value = String.join(",", tags);
    if (tags.size() > MAX_TAGS || value.length() > DeviceAttributes.MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a device tells up to "
              + MAX_TAGS
              + " tags with "
              + DeviceAttributes.MAX_LENGTH
              + " characters in all");
    }
    return value;
  }
}
