package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.assetota.core.model.AssetException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How an application is started and watched. Immutable; the methods that begin with "with" return
 * changed copies.
 *
 * @param command the program and its arguments, run without a shell in the application's folder: 1
 *     to {@value #MAX_WORDS} words of at most {@value #MAX_WORD_BYTES} bytes each and {@value
 *     #MAX_COMMAND_BYTES} bytes together. A program with a slash in its name is one of the
 *     application, such as {@code bin/run}; one without is looked for in the PATH
 * @param environment variables that are set besides those of the runtime, in the order of their
 *     names: at most {@value #MAX_VARIABLES}, each name of letters, digits and underscores, not
 *     beginning with a digit or with ASSET_OTA_, each value of at most {@value #MAX_WORD_BYTES}
 *     bytes
 * @param health how to find out whether it works; empty if running for a while is all that tells
 * @param startWithin the time from its start to its first healthy answer, 1 ms to 24 h
 * @param stopWithin the time that it gets to end by itself after SIGTERM, 1 ms to 24 h
 */
public record StartCommand(
    List<String> command,
    Map<String, String> environment,
    Optional<HealthCheck> health,
    Duration startWithin,
    Duration stopWithin) {
  /** The most words of a command. */
  public static final int MAX_WORDS = 256;

  /** The longest word of a command, and value of a variable, in bytes of UTF-8. */
  public static final int MAX_WORD_BYTES = 8 * 1024;

  /** The longest command in bytes of UTF-8. */
  public static final int MAX_COMMAND_BYTES = 32 * 1024;

  /** The most environment variables. */
  public static final int MAX_VARIABLES = 100;

  /** What systemd waits for a service to start, unless told otherwise (DefaultTimeoutStartSec). */
  public static final Duration START_WITHIN = Duration.ofSeconds(90);

  /** What Docker waits for a container to stop, unless told otherwise. */
  public static final Duration STOP_WITHIN = Duration.ofSeconds(10);

  private static final Duration MAX_WITHIN = Duration.ofHours(24);
  private static final int MAX_NAME = 128;
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** What the runtime itself tells an application. */
  private static final String RESERVED = "ASSET_OTA_";

  /**
   * Checks everything.
   *
   * @throws IllegalArgumentException if something is out of range
   */
  public StartCommand {
    command = requireWords("command", command);
    environment = requireVariables(environment);
    requireRange("the time to start", startWithin);
    requireRange("the time to stop", stopWithin);
  }

  /**
   * Begins with a command; everything else is as usual.
   *
   * @param command the program and its arguments
   * @return how to start it: without variables and a health check, {@link #START_WITHIN} and {@link
   *     #STOP_WITHIN}
   * @throws IllegalArgumentException if a word breaks a rule
   */
  public static StartCommand of(List<String> command) {
    return new StartCommand(command, Map.of(), Optional.empty(), START_WITHIN, STOP_WITHIN);
  }

  /**
   * Starts a jar that has a Main-Class.
   *
   * @param jar the path of the jar in the application, or the name of the only file
   * @return the command {@code java -jar JAR}
   * @throws IllegalArgumentException if the path is too long, or contains a control character
   */
  public static StartCommand ofJar(String jar) {
    // A name such as -x.jar would be an option.
    return of(List.of("java", "-jar", jar.startsWith("-") ? "./" + jar : jar));
  }

  /**
   * Sets the environment variables.
   *
   * @param variables all of them
   * @return a copy with these variables
   * @throws IllegalArgumentException if one breaks a rule
   */
  public StartCommand withEnvironment(Map<String, String> variables) {
    return new StartCommand(command, variables, health, startWithin, stopWithin);
  }

  /**
   * Sets the health check.
   *
   * @param check how to find out whether it works
   * @return a copy with that check
   */
  public StartCommand withHealth(HealthCheck check) {
    return new StartCommand(command, environment, Optional.of(check), startWithin, stopWithin);
  }

  /**
   * Sets the time to start.
   *
   * @param time from its start to its first healthy answer, 1 ms to 24 h
   * @return a copy with that time
   * @throws IllegalArgumentException if the time is out of range
   */
  public StartCommand withStartWithin(Duration time) {
    return new StartCommand(command, environment, health, time, stopWithin);
  }

  /**
   * Sets the time to stop.
   *
   * @param time from SIGTERM to SIGKILL, 1 ms to 24 h
   * @return a copy with that time
   * @throws IllegalArgumentException if the time is out of range
   */
  public StartCommand withStopWithin(Duration time) {
    return new StartCommand(command, environment, health, startWithin, time);
  }

  /**
   * Returns the command for an application that lies somewhere. Nothing is looked at.
   *
   * @param words {@link #command()}, or the one of a {@link HealthCheck.Program}
   * @param folder where the application lies
   * @return the same words, where a program of the application has its whole path
   * @throws AssetException if the program's name can't be one on this system
   */
  public static List<String> resolve(List<String> words, Path folder) throws AssetException {
    String program = words.get(0);
    if (program.indexOf('/') < 0) {
      return words;
    }
    List<String> resolved = new ArrayList<>(words);
    try {
      // Absolute, since the process begins in another folder.
      resolved.set(0, folder.toAbsolutePath().resolve(program).toString());
    } catch (InvalidPathException e) {
      throw new AssetException(
          "the program " + ManifestText.quoted(program) + " can't be one on this system", e);
    }
    return resolved;
  }

  static List<String> requireWords(String what, List<String> words) {
    if (words.isEmpty() || words.size() > MAX_WORDS) {
      throw new IllegalArgumentException(
          "a " + what + " has 1 to " + MAX_WORDS + " words, not " + words.size());
    }
    int length = 0;
    for (String word : words) {
      length += ManifestText.require("a word of the " + what, word, MAX_WORD_BYTES).length();
      length += word.getBytes(UTF_8).length - word.length();
    }
    if (length > MAX_COMMAND_BYTES) {
      throw new IllegalArgumentException(
          "the " + what + " has " + length + " bytes; at most " + MAX_COMMAND_BYTES);
    }
    ManifestText.requireSome("the program of the " + what, words.get(0), MAX_WORD_BYTES);
    return List.copyOf(words);
  }

  private static Map<String, String> requireVariables(Map<String, String> variables) {
    if (variables.size() > MAX_VARIABLES) {
      throw new IllegalArgumentException(
          variables.size() + " environment variables; at most " + MAX_VARIABLES);
    }
    variables.forEach(
        (name, value) -> {
          ManifestText.requireSome("the name of an environment variable", name, MAX_NAME);
          if (!VARIABLE.matcher(name).matches()) {
            throw ManifestText.wrong(
                "environment variable", name, "has a name of other than letters, digits and _");
          }
          if (name.startsWith(RESERVED)) {
            throw ManifestText.wrong("environment variable", name, "is set by the runtime itself");
          }
          ManifestText.require("the value of " + name, value, MAX_WORD_BYTES);
        });
    return Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  private static void requireRange(String what, Duration time) {
    if (time.compareTo(Duration.ofMillis(1)) < 0
        || time.compareTo(MAX_WITHIN) > 0
        || !time.truncatedTo(ChronoUnit.MILLIS).equals(time)) {
      throw new IllegalArgumentException(
          what + " must be 1 ms to 24 h in whole milliseconds, not " + time);
    }
  }
}
