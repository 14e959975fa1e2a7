package io.assetota.server.fleet.groups;

import com.google.common.collect.ImmutableList;
import io.assetota.core.model.Printable;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.DeviceTags;
import io.assetota.server.fleet.rules.RefusedException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A question about devices: {@code tag==lab;attribute.app.version!=5,id==gw-*}. It is the part of
 * hawkBit's target filters (FIQL) that takes no parentheses: a semicolon is <em>and</em>, a comma
 * is <em>or</em>, <em>and</em> binds closer, and a star stands for any text.
 */
public final class DeviceQuery {
  private static final int MAX_TEXT = 1024;
  private static final int MAX_TERMS = 32;
  private static final String ATTRIBUTE = "attribute.";
  private static final Pattern TERM =
      Pattern.compile(
          "\\s*([A-Za-z0-9._-]+)\\s*(==|!=)\\s*(\"[^\"]*\"|'[^']*'|[^\\s\"'(),;]+)\\s*");
  private static final Pattern SPECIAL = Pattern.compile("[\\[?]");

  /**
   * A condition of a statement about the table {@code device}.
   *
   * @param sql its text
   * @param values what stands for its question marks
   */
  public record Condition(String sql, List<Object> values) {
    /** Copies the list. */
    public Condition {
      values = ImmutableList.copyOf(values);
    }
  }

  private final String text;
  private final Condition condition;
  private final ImmutableList<String> tags;

  private DeviceQuery(String text, Condition condition, List<String> tags) {
    this.text = text;
    this.condition = condition;
    this.tags = ImmutableList.copyOf(tags);
  }

  /** Asks for the devices with a tag. */
  public static DeviceQuery ofTag(String tag) throws RefusedException {
    return parse("tag==" + tag);
  }

  /** Parses a text. */
  public static DeviceQuery parse(String text) throws RefusedException {
    if (text.isBlank() || text.length() > MAX_TEXT) {
      throw new RefusedException("A selection has 1 to " + MAX_TEXT + " characters");
    }
    List<Object> values = new ArrayList<>();
    List<String> tags = new ArrayList<>();
    List<String> either = new ArrayList<>();
    int terms = 0;
    for (String alternative : split(text, ',')) {
      List<String> all = new ArrayList<>();
      for (String term : split(alternative, ';')) {
        if (++terms > MAX_TERMS) {
          throw new RefusedException("A selection has up to " + MAX_TERMS + " terms");
        }
        all.add(term(term, values, tags));
      }
      either.add("(" + String.join(" AND ", all) + ")");
    }
    return new DeviceQuery(
        text.strip(), new Condition("(" + String.join(" OR ", either) + ")", values), tags);
  }

  /** Separators within quotes are part of a value. */
  private static List<String> split(String text, char separator) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    char quote = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '"' || c == '\'') {
        quote = c;
      } else if (c == separator) {
        parts.add(part.toString());
        part.setLength(0);
        continue;
      }
      part.append(c);
    }
    parts.add(part.toString());
    return parts;
  }

  private static String term(String text, List<Object> values, List<String> tags)
      throws RefusedException {
    Matcher form = TERM.matcher(text);
    if (!form.matches()) {
      throw new RefusedException(
          "A selection is made of terms like tag==lab or attribute.app.version!=5, with ; for and,"
              + " and a comma for or; not: "
              + Printable.text(text.strip()));
    }
    String value = form.group(3);
    if (value.charAt(0) == '"' || value.charAt(0) == '\'') {
      value = value.substring(1, value.length() - 1);
    }
    if (form.group(1).equals("tag") && value.indexOf('*') < 0) {
      tags.add(value);
    }
    String condition = condition(form.group(1), value, values);
    return form.group(2).equals("==") ? condition : "NOT " + condition;
  }

  private static String condition(String field, String value, List<Object> values)
      throws RefusedException {
    switch (field) {
      case "id", "controllerId" -> {
        return compare("device.id", value, values);
      }
      case "platform" -> {
        return "(device.platform IS NOT NULL AND "
            + compare("device.platform", value, values)
            + ")";
      }
      case "tag" -> {
        if (!DeviceTags.isValid(value.replace('*', 'x'))) {
          throw new RefusedException("There can't be a tag " + Printable.text(value));
        }
        return "EXISTS (SELECT 1 FROM tagged_device t WHERE t.device_id = device.id AND "
            + compare("t.tag", value, values)
            + ")";
      }
      default -> {
        String name = field.startsWith(ATTRIBUTE) ? field.substring(ATTRIBUTE.length()) : "";
        if (name.isEmpty() || name.length() > DeviceAttributes.MAX_LENGTH) {
          throw new RefusedException(
              "A selection asks for id, platform, tag or attribute.NAME, not: "
                  + Printable.text(field));
        }
        values.add(name);
        return "EXISTS (SELECT 1 FROM device_attribute a WHERE a.device_id = device.id AND a.name"
            + " = ? AND "
            + compare("a.content", value, values)
            + ")";
      }
    }
  }

  private static String compare(String column, String value, List<Object> values) {
    if (value.indexOf('*') < 0) {
      values.add(value);
      return column + " = ?";
    }
    // Only the star is special.
    values.add(SPECIAL.matcher(value).replaceAll("[$0]"));
    return column + " GLOB ?";
  }

  /** Returns what to ask the database. */
  public Condition condition() {
    return condition;
  }

  /** Returns the tags that it asks for by their whole names. */
  public List<String> tags() {
    return tags;
  }

  /** Returns the text that it was made from. */
  @Override
  public String toString() {
    return text;
  }
}
