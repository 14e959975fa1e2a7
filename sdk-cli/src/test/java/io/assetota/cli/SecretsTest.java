package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.RefusingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * No message holds a secret: every option, file and variable that can have one gets each kind of
 * bad secret, and what is printed and logged is searched for it. They are found in picocli's model
 * and in our sources, so that a new one is tested, too.
 */
@Tag("long")
class SecretsTest {
  private static final String MARK = "Sesame7Open";

  private static final Pattern SECRET =
      Pattern.compile("token|password|secret|passphrase|header|cert|key$|sign-with|tls");
  private static final Pattern ADDRESS = Pattern.compile("URL");
  private static final Pattern VARIABLE = Pattern.compile("\"(ASSET_OTA_[A-Z_]+)\"");

  /** Variables that hold no secret. */
  private static final List<String> HARMLESS =
      List.of("ASSET_OTA_HOME", "ASSET_OTA_APPLICATION", "ASSET_OTA_VERSION", "ASSET_OTA_RUN");

  /** Without the options of which the variable takes the place. */
  private static final Map<String, String> READERS =
      Map.of(
          "ASSET_OTA_TOKEN", "agent --token",
          "ASSET_OTA_GATEWAY_TOKEN", "agent --gateway-token",
          "ASSET_OTA_OPERATOR_TOKEN", "rollout --token",
          "ASSET_OTA_PASSWORD", "publish --password");

  @TempDir Path folder;
  private RefusingServer server;
  private List<CommandSamples.Place> places = List.of();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream ownErr = System.err;
  private final SoftAssertions softly = new SoftAssertions();

  @BeforeEach
  void prepare() throws IOException {
    server = new RefusingServer();
    places = new CommandSamples(folder, server.url(), server.port()).places();
    System.setErr(new PrintStream(log, true, UTF_8)); // Where the log goes.
  }

  @AfterEach
  void end() {
    System.setErr(ownErr);
    server.close();
    softly.assertAll();
  }

  private static Map<String, String> badSecrets(String good) {
    Map<String, String> bad = new LinkedHashMap<>();
    bad.put("as it should be", good);
    bad.put("with a BOM", "\uFEFF" + good);
    bad.put("with a BOM inside", good + "\uFEFF" + good);
    bad.put("with a line end", good + "\n");
    bad.put("with two lines", good + "\n" + good);
    bad.put("after a line end", "\n" + good);
    bad.put("with CR", good + "\r");
    bad.put("with CR and LF", good + "\r\n");
    bad.put("with CR inside", good + "\r" + good);
    bad.put("with NUL", good + "\0");
    bad.put("with an escape sequence", good + "\u001b[2J");
    bad.put("not ASCII", good + "\u00fc");
    bad.put("not UTF-16", good + "\ud800");
    bad.put("empty", "");
    bad.put("blanks", "  ");
    bad.put("blanks around", " " + good + "\t");
    bad.put("a blank inside", good + " " + good);
    bad.put("1 MB", good.repeat(1024 * 1024 / good.length()));
    return bad;
  }

  private void assertSilent(String mark, String what, Ran ran) {
    String printed = ran.out() + ran.err() + log.toString(UTF_8);
    String shown = printed.substring(0, Math.min(printed.length(), 1000));
    softly.assertThat(ran.exitCode()).as(what).isBetween(0, 2);
    softly.assertThat(printed.contains(mark)).as("%s tells of it: %s", what, shown).isFalse();
    softly.assertThat(printed.length()).as("%s tells much: %s", what, shown).isLessThan(100_000);
    softly
        .assertThat(ran.err().contains("internal error"))
        .as("%s is an internal error: %s", what, shown)
        .isFalse();
    log.reset();
  }

  private static Ran run(Map<String, String> environment, List<String> words) {
    List<String> verbose = new ArrayList<>(words);
    verbose.add("--verbose");
    return Ran.withEnvironment(environment, verbose.toArray());
  }

  static boolean isSecret(CommandSamples.Place place) {
    return SECRET.matcher(place.label()).find();
  }

  private List<CommandSamples.Place> placesOfSecrets() {
    return places.stream().filter(SecretsTest::isSecret).toList();
  }

  @Test
  void noOptionTellsItsSecret() {
    List<CommandSamples.Place> values =
        placesOfSecrets().stream().filter(p -> p.argument().type() == String.class).toList();
    assertThat(values)
        .extracting(Object::toString)
        .contains("agent --token", "serve --operator-token", "rollout --token");
    for (CommandSamples.Place place : values) {
      badSecrets(MARK)
          .forEach(
              (kind, secret) ->
                  assertSilent(MARK, place + " " + kind, run(Map.of(), place.with(secret))));
    }
  }

  @Test
  void noFileTellsItsSecret() throws IOException {
    List<CommandSamples.Place> files =
        placesOfSecrets().stream()
            .filter(
                p ->
                    p.argument().type() == Path.class
                        || p.argument().type() == Collection.class
                        || p.argument().type() == List.class)
            .toList();
    assertThat(files)
        .extracting(Object::toString)
        .contains("agent --token-file", "sign --key", "flash --header-file", "serve --tls");
    Path file = folder.resolve("bad");
    String key = Files.readString(folder.resolve("r.key"));
    String markOfKey = key.lines().toList().get(1).substring(20, 40);
    for (CommandSamples.Place place : files) {
      boolean isKey = place.label().matches(".*(key|sign-with)");
      String mark = isKey ? markOfKey : MARK;
      String content =
          isKey ? key : place.label().contains("header") ? "Authorization: Bearer " + MARK : MARK;
      for (Map.Entry<String, String> bad : badSecrets(content).entrySet()) {
        Files.write(file, bad.getValue().getBytes(UTF_8));
        assertSilent(mark, place + " " + bad.getKey(), run(Map.of(), place.with(file.toString())));
      }
    }
  }

  @Test
  void aFileThatCannotBeReadIsTold() throws IOException {
    Path directory = Files.createDirectory(folder.resolve("directory"));
    for (CommandSamples.Place place : placesOfSecrets()) {
      if (place.argument().type() != String.class) {
        softly
            .assertThat(Ran.asset_ota(place.with(directory.toString()).toArray()).err())
            .as(place.toString())
            .startsWith("error: " + directory + " is a folder");
      }
    }
  }

  private static List<String> variables() throws IOException {
    TreeSet<String> found = new TreeSet<>();
    try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
      for (Path source : sources.filter(s -> s.toString().endsWith(".java")).toList()) {
        VARIABLE.matcher(Files.readString(source)).results().forEach(m -> found.add(m.group(1)));
      }
    }
    found.removeAll(HARMLESS);
    return List.copyOf(found);
  }

  @Test
  void noVariableTellsItsSecret() throws IOException {
    assertThat(variables()).containsExactlyInAnyOrderElementsOf(READERS.keySet());
    READERS.forEach(
        (variable, reader) -> {
          CommandSamples.Place place =
              places.stream().filter(p -> p.toString().equals(reader)).findFirst().orElseThrow();
          List<String> without = new ArrayList<>(place.words());
          without.remove(place.index());
          without.remove(place.index() - 1);
          badSecrets(MARK)
              .forEach(
                  (kind, secret) ->
                      assertSilent(
                          MARK, variable + " " + kind, run(Map.of(variable, secret), without)));
        });
  }

  @Test
  void noAddressTellsItsPassword() {
    List<CommandSamples.Place> addresses =
        places.stream()
            .filter(
                p ->
                    p.argument().type() == URI.class
                        || ADDRESS.matcher(p.argument().paramLabel()).find())
            .toList();
    assertThat(addresses)
        .extracting(Object::toString)
        .contains("rollout --server", "flash FILE.zip|URL", "publish --hawkbit");
    for (CommandSamples.Place place : addresses) {
      for (String address :
          List.of(
              "http://user:%s@127.0.0.1:%d/b.zip",
              "http://%s@127.0.0.1:%d",
              "HTTP://user:%s@127.0.0.1:%d",
              "http://user:%s@/",
              "http://user:%s@127.0.0.1:99999",
              "http://user:%s@no host",
              "ftp://user:%s@127.0.0.1:%d")) {
        assertSilent(
            MARK,
            place + " " + address,
            run(Map.of(), place.with(String.format(address, MARK, server.port()))));
      }
    }
  }

  @Test
  void aSecretOptionThatIsMisspelledIsNotToldWithItsValue() {
    assertThat(
            Ran.asset_ota("agent", "--tokn=" + MARK, "--home=h", "--server=http://h", "--device=d")
                .isWrongUsage()
                .err())
        .contains("--tokn", "--token")
        .doesNotContain(MARK);
    assertThat(
            Ran.asset_ota("agent", "--tokn", MARK, "--home=h", "--server=http://h", "--device=d")
                .isWrongUsage()
                .err())
        .doesNotContain(MARK);
  }
}
