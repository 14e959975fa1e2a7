package io.assetota.cli.testing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.cli.Main;
import io.assetota.cli.output.Console;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Map;

/** A command that ran as a user would run it, and what it left. */
public record Ran(int exitCode, String out, String err) {
  public static Ran asset_ota(Object... args) {
    return withEnvironment(Map.of(), args);
  }

  /** A command that finds these variables in its environment, and no others. */
  public static Ran withEnvironment(Map<String, String> environment, Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            false,
            false,
            false,
            80,
            environment);
    int exitCode =
        Main.run(console, Arrays.stream(args).map(Object::toString).toArray(String[]::new));
    return new Ran(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }

  public Ran succeeds() {
    assertThat(exitCode).as("exit code; %s%s", out, err).isZero();
    return this;
  }

  /** Failed with a message, and nothing on standard output that a program could take for data. */
  public Ran fails() {
    assertThat(exitCode).as("exit code; %s", out).isEqualTo(1);
    assertThat(out).isEmpty();
    assertThat(err).startsWith("error: ").doesNotContain("Exception").doesNotContain("\tat ");
    return this;
  }

  public Ran isWrongUsage() {
    assertThat(exitCode).as("exit code; %s", err).isEqualTo(2);
    assertThat(out).isEmpty();
    assertThat(err).startsWith("error: ").contains("--help'");
    return this;
  }

  public JsonNode json() {
    try {
      return new ObjectMapper().readTree(out);
    } catch (IOException e) {
      throw new AssertionError("not JSON: " + out, e);
    }
  }
}
