package io.assetota.ota.report;

import com.google.common.collect.ImmutableMap;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime tells about the application that it runs, beside the {@link DeviceAttributes}.
 * This is the one place where the names are defined.
 *
 * <table>
 * <caption>Attributes</caption>
 * <tr><th>Name</th><th>Value</th></tr>
 * <tr><td>{@code runtime.state}</td><td>what the runtime does: {@code running}</td></tr>
 * <tr><td>{@code runtime.since}</td><td>since when, by the device's clock:
 *     {@code 2026-01-31T12:00:00Z}</td></tr>
 * <tr><td>{@code runtime.version}</td><td>version of the application that runs</td></tr>
 * <tr><td>{@code runtime.starts}</td><td>how many times it was started in a row; from 1 again when
 *     it has worked for a while</td></tr>
 * <tr><td>{@code runtime.lastFailure}</td><td>the last failure, if there was any, with its time and
 *     the version: {@code 2026-01-31T12:00:00Z version 5: it ended with exit code 1}</td></tr>
 * </table>
 *
 * @param state what the runtime does, in lower case
 * @param since since when, by the device's clock; empty if that can't be understood
 * @param version version of the application that runs; empty if none does
 * @param starts how many times it was started in a row, without having worked for a while
 * @param lastFailure the last failure, for people; empty if there was none
 */
public record RuntimeAttributes(
    String state,
    Optional<Instant> since,
    Optional<String> version,
    int starts,
    Optional<String> lastFailure) {
  /**
   * An application of which so many starts in a row have failed is taken for broken: on trial, and
   * also afterwards.
   */
  public static final int MOST_STARTS = 3;

  /** In this state the last start has failed. */
  private static final String PAUSING = "pausing";

  private static final Pattern TIME = Pattern.compile("^\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z ");

  private static final String STATE = "runtime.state";
  private static final String SINCE = "runtime.since";
  private static final String VERSION = "runtime.version";
  private static final String STARTS = "runtime.starts";
  private static final String LAST_FAILURE = "runtime.lastFailure";

  /**
   * Reads them on the server's side. What is missing or can't be understood counts as not told: any
   * client may have sent it.
   *
   * @param attributes what a device reported
   * @return what could be understood; empty if no runtime has told its state
   */
  public static Optional<RuntimeAttributes> parse(Map<String, String> attributes) {
    return text(attributes.get(STATE))
        .map(
            state ->
                new RuntimeAttributes(
                    state,
                    text(attributes.get(SINCE)).flatMap(RuntimeAttributes::instant),
                    text(attributes.get(VERSION)),
                    text(attributes.get(STARTS)).map(RuntimeAttributes::count).orElse(0),
                    text(attributes.get(LAST_FAILURE))));
  }

  /**
   * Writes a failure.
   *
   * @param at when it happened, by the device's clock
   * @param version version of the application that failed
   * @param reason for people
   * @return the text
   */
  public static String failure(Instant at, String version, String reason) {
    return at + " " + prefix(version) + reason;
  }

  private static String prefix(String version) {
    return "version " + version + ": ";
  }

  /**
   * Tells whether the application fails again and again: {@value #MOST_STARTS} starts in a row have
   * failed. One that was started and has not failed yet may still work.
   *
   * @return whether it does
   */
  public boolean isFailing() {
    return starts >= (state.equals(PAUSING) ? MOST_STARTS : MOST_STARTS + 1);
  }

  /**
   * Returns why the application fails.
   *
   * @return the last failure without its time and version; empty if there was none, or if it is
   *     known to be that of another version
   */
  public Optional<String> reason() {
    Optional<String> text = lastFailure.map(failure -> TIME.matcher(failure).replaceFirst(""));
    if (version.isEmpty() || text.filter(t -> t.startsWith("version ")).isEmpty()) {
      return text;
    }
    String prefix = prefix(version.get());
    return text.filter(t -> t.startsWith(prefix))
        .map(t -> t.substring(prefix.length()))
        .filter(t -> !t.isBlank());
  }

  /**
   * Returns them as names and values, which may be any text: {@link DeviceAttributes#toMapWith}
   * writes them as the protocol wants them.
   *
   * @return at most five attributes
   */
  public Map<String, String> toMap() {
    Map<String, String> out = new LinkedHashMap<>();
    out.put(STATE, state);
    since.ifPresent(time -> out.put(SINCE, time.toString()));
    version.ifPresent(v -> out.put(VERSION, v));
    out.put(STARTS, Integer.toString(starts));
    lastFailure.ifPresent(failure -> out.put(LAST_FAILURE, failure));
    return ImmutableMap.copyOf(out);
  }

  private static Optional<String> text(@Nullable String value) {
    return Optional.ofNullable(value).map(AttributeText::decode).filter(text -> !text.isBlank());
  }

  private static Optional<Instant> instant(String text) {
    try {
      return Optional.of(Instant.parse(text));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int count(String text) {
    try {
      return Math.max(0, Integer.parseInt(text));
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
