package io.assetota.bundle;

import io.assetota.core.application.HealthCheck;
import io.assetota.core.application.StartCommand;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How an application is started, from the text of settings. */
final class StartSettings {
  private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})(ms|s|m|h)");

  private StartSettings() {}

  /** What makes a value of a setting's text; it may refuse that. */
  interface Parser<T> {
    T parse(String text);
  }

  /**
   * Reads the settings.
   *
   * @param values by key
   * @param command what starts the application, if no setting does
   * @throws IllegalArgumentException if a setting breaks a rule, with the key in the message
   */
  static StartCommand read(Map<String, String> values, List<String> command) {
    StartCommand start =
        StartCommand.of(
            value(values, ProjectProperties.COMMAND, CommandWords::parse).orElse(command));
    Optional<Map<String, String>> environment =
        value(values, ProjectProperties.ENVIRONMENT, StartSettings::variables);
    if (environment.isPresent()) {
      start =
          named(
              ProjectProperties.ENVIRONMENT,
              start,
              environment.get(),
              StartCommand::withEnvironment);
    }
    Optional<HealthCheck> health = value(values, ProjectProperties.HEALTH, StartSettings::health);
    if (health.isPresent()) {
      start = start.withHealth(health.get());
    }
    Optional<Duration> startWithin =
        value(values, ProjectProperties.START_WITHIN, StartSettings::duration);
    if (startWithin.isPresent()) {
      start =
          named(
              ProjectProperties.START_WITHIN,
              start,
              startWithin.get(),
              StartCommand::withStartWithin);
    }
    Optional<Duration> stopWithin =
        value(values, ProjectProperties.STOP_WITHIN, StartSettings::duration);
    if (stopWithin.isPresent()) {
      start =
          named(
              ProjectProperties.STOP_WITHIN, start, stopWithin.get(), StartCommand::withStopWithin);
    }
    return start;
  }

  private interface Wither<T> {
    StartCommand with(StartCommand start, T value);
  }

  private static <T> StartCommand named(String key, StartCommand start, T value, Wither<T> wither) {
    try {
      return wither.with(start, value);
    } catch (IllegalArgumentException e) {
      throw wrong(key, e);
    }
  }

  private static <T> Optional<T> value(Map<String, String> values, String key, Parser<T> parser) {
    String text = values.getOrDefault(key, "").strip();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(parser.parse(text));
    } catch (IllegalArgumentException e) {
      throw wrong(key, e);
    }
  }

  private static IllegalArgumentException wrong(String key, IllegalArgumentException why) {
    return new IllegalArgumentException(key + ": " + why.getMessage(), why);
  }

  private static Map<String, String> variables(String text) {
    Map<String, String> variables = new LinkedHashMap<>();
    for (String word : CommandWords.parse(text)) {
      int equals = word.indexOf('=');
      if (equals < 1) {
        throw new IllegalArgumentException(
            "\"" + word + "\" is no variable: write NAME=VALUE, with blanks between several");
      }
      variables.put(word.substring(0, equals), word.substring(equals + 1));
    }
    return variables;
  }

  private static HealthCheck health(String text) {
    if (text.startsWith("http://") || text.startsWith("https://")) {
      return HealthCheck.Http.parse(text);
    }
    return switch (text) {
      case "notify" -> new HealthCheck.Notify();
      case "confirm" -> new HealthCheck.Confirmation();
      default -> new HealthCheck.Program(CommandWords.parse(text));
    };
  }

  private static Duration duration(String text) {
    Matcher form = DURATION.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is no time span: write a number with ms, s, m or h, for example 90s");
    }
    long count = Long.parseLong(form.group(1));
    return switch (form.group(2)) {
      case "ms" -> Duration.ofMillis(count);
      case "s" -> Duration.ofSeconds(count);
      case "m" -> Duration.ofMinutes(count);
      default -> Duration.ofHours(count);
    };
  }
}
