package io.assetota.core.application;

import com.google.common.base.Splitter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Follows links as Linux does: what {@code ..} means depends on where a link in front of it leads,
 * so no rule on the text alone keeps a path in the application.
 */
final class LinkCheck {
  /** What Linux follows, too (MAXSYMLINKS). */
  private static final int MAX_FOLLOWED = 40;

  private static final int MAX_NAMES = 2 * ApplicationPath.MAX_DEPTH;
  private static final String TOP = "";
  private static final Splitter NAMES = Splitter.on('/').omitEmptyStrings();

  private final Map<String, ApplicationEntry> entries = new HashMap<>();

  /** Where a link leads in the end. */
  private record Place(String path, int followed) {}

  private final Map<String, Place> known = new HashMap<>();

  LinkCheck(List<ApplicationEntry> entries) {
    for (ApplicationEntry entry : entries) {
      this.entries.put(entry.path().value(), entry);
    }
  }

  /**
   * Runs the check.
   *
   * @throws IllegalArgumentException if a link leads out of the application, to nothing, or round
   *     in circles
   */
  void run(List<ApplicationEntry.Link> links) {
    for (ApplicationEntry.Link link : links) {
      follow(link, 1);
    }
  }

  private Place follow(ApplicationEntry.Link link, int depth) {
    String start = link.path().value();
    Place found = known.get(start);
    if (found != null) {
      return found;
    }
    if (depth > MAX_FOLLOWED) {
      throw wrong(link, "follows more than " + MAX_FOLLOWED + " links, or goes round in circles");
    }
    List<String> names = NAMES.splitToList(link.target());
    if (names.size() > MAX_NAMES) {
      throw wrong(link, "has more than " + MAX_NAMES + " names");
    }
    String at = parent(start);
    int followed = 1;
    for (String name : names) {
      if (name.equals(".")) {
        continue;
      }
      if (name.equals("..")) {
        if (at.isEmpty()) {
          throw wrong(link, "leads out of the application");
        }
        at = parent(at);
        continue;
      }
      String next = at.isEmpty() ? name : at + "/" + name;
      ApplicationEntry entry = entries.get(next);
      if (entry == null) {
        throw wrong(link, "leads to what is not in the application");
      }
      at = next;
      if (entry instanceof ApplicationEntry.Link other) {
        Place place = follow(other, depth + 1);
        at = place.path;
        followed += place.followed;
        if (followed > MAX_FOLLOWED) {
          throw wrong(link, "follows more than " + MAX_FOLLOWED + " links");
        }
      }
    }
    Place place = new Place(at, followed);
    known.put(start, place);
    return place;
  }

  private static String parent(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? TOP : path.substring(0, slash);
  }

  private static IllegalArgumentException wrong(ApplicationEntry.Link link, String why) {
    return new IllegalArgumentException(
        "link "
            + ManifestText.quoted(link.path().value())
            + " -> "
            + ManifestText.quoted(link.target())
            + " "
            + why);
  }
}
