package io.assetota.handlers.coprocessor.part;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.Printable;
import io.assetota.handlers.io.MonotonicClock;
import io.assetota.handlers.io.SerialLink;
import io.assetota.handlers.io.SerialSettings;
import io.assetota.handlers.io.SerialTimeoutException;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Asks a running program by a line of text: sends {@code V} and a line feed, and takes the next
 * line that comes. Immutable; each method returns a changed copy.
 *
 * <pre>{@code
 * VersionSource version =
 *     LineVersion.on(link, MonotonicClock.system())
 *         .asking("AT+VER?\r\n")
 *         .at(new SerialSettings(9600, Parity.NONE))
 *         .matching(Pattern.compile("VER=(.*)"));
 * }</pre>
 */
public final class LineVersion implements VersionSource {
  private static final String USUAL_REQUEST = "V\n";
  private static final int LONGEST_LINE = 128;
  private static final int MOST_BYTES = 4096;

  private final SerialLink link;
  private final MonotonicClock clock;
  private final String request;
  private final Optional<SerialSettings> settings;
  private final Pattern pattern;

  private LineVersion(
      SerialLink link,
      MonotonicClock clock,
      String request,
      Optional<SerialSettings> settings,
      Pattern pattern) {
    this.link = link;
    this.clock = clock;
    this.request = request;
    this.settings = settings;
    this.pattern = pattern;
  }

  /**
   * Asks on a line, at its present speed and parity.
   *
   * @param link the line to the part; it stays open
   * @param clock for deadlines
   * @return a source that takes any line that is not blank
   */
  public static LineVersion on(SerialLink link, MonotonicClock clock) {
    return new LineVersion(link, clock, USUAL_REQUEST, Optional.empty(), Pattern.compile(".*"));
  }

  /**
   * Sends something else than {@code V} and a line feed.
   *
   * @param newRequest all that is sent, in UTF-8; empty to listen only
   * @return a changed copy
   */
  public LineVersion asking(String newRequest) {
    return new LineVersion(link, clock, newRequest, settings, pattern);
  }

  /**
   * Asks at another speed or parity than the boot loader has. The line gets its own ones back after
   * each question.
   *
   * @param newSettings those of the program
   * @return a changed copy
   */
  public LineVersion at(SerialSettings newSettings) {
    return new LineVersion(link, clock, request, Optional.of(newSettings), pattern);
  }

  /**
   * Takes only lines that match as a whole, and passes over others.
   *
   * @param newPattern what to look for; its first group is the version, or the whole line if it has
   *     no group
   * @return a changed copy
   */
  public LineVersion matching(Pattern newPattern) {
    return new LineVersion(link, clock, request, settings, newPattern);
  }

  @Override
  public Optional<String> ask(Duration within) throws IOException {
    SerialSettings before = link.settings();
    SerialSettings own = settings.orElse(before);
    if (own.equals(before)) {
      return converse(within);
    }
    link.configure(own);
    try {
      return converse(within);
    } finally {
      link.configure(before);
    }
  }

  private Optional<String> converse(Duration within) throws IOException {
    long deadline = clock.nanoTime() + within.toNanos();
    link.discardInput();
    link.write(request.getBytes(UTF_8));
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < MOST_BYTES; i++) {
      int next;
      try {
        next = link.read(Duration.ofNanos(Math.max(0, deadline - clock.nanoTime())));
      } catch (SerialTimeoutException e) {
        return Optional.empty();
      }
      if (next != '\n' && next != '\r') {
        if (line.length() < LONGEST_LINE) {
          line.append(new String(new byte[] {(byte) next}, ISO_8859_1));
        }
        continue;
      }
      Optional<String> version = version(line.toString().strip());
      if (version.isPresent()) {
        return version;
      }
      line.setLength(0);
    }
    return Optional.empty();
  }

  private Optional<String> version(String line) {
    Matcher matcher = pattern.matcher(line);
    if (line.isEmpty() || !matcher.matches()) {
      return Optional.empty();
    }
    String version = matcher.groupCount() == 0 ? line : matcher.group(1);
    return Optional.ofNullable(version).map(Printable::line).filter(v -> !v.isBlank());
  }
}
