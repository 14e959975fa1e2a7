package io.assetota.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.cli.testing.Ran;
import io.assetota.cli.testing.RefusingServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every operand and option with a value gets every bad value of its kind, and at further commands
 * that have the same option a few of them: the command ends with 1 or 2 and one telling line, and
 * never as if it were our mistake.
 */
@Tag("long")
class BadInputTest {
  private static final Pattern CLASS_NAME =
      Pattern.compile(
          "\\b(java|javax|jdk|sun|com|org|io|picocli)\\.[a-z]+\\.[A-Za-z.]+|\\w+Exception|\\w+Error\\b");

  /** Names of artifacts, which are what a user needs then. */
  private static final String PLUGINS =
      "com.googlecode.soundlibs:vorbisspi or com.googlecode.soundlibs:mp3spi";

  private static final Pattern RECORD = Pattern.compile("[A-Z]\\w+\\[\\w+=");

  /** Where something is made, so that what isn't there is as it should be. */
  private static final Pattern MADE =
      Pattern.compile(
          ".* (--save-to|--output|--folder|--home|--data|DIR|OUT.img|--picture|--wav"
              + "|(stm32|esp32|avr|smp|xmodem) --port)");

  private static final int PATIENCE_SECONDS = 300;

  @TempDir Path folder;
  private final SoftAssertions softly = new SoftAssertions();
  private final ByteArrayOutputStream log = new ByteArrayOutputStream();
  private final PrintStream ownErr = System.err;
  private final Set<String> known = new HashSet<>();
  private RefusingServer server;
  private List<CommandSamples.Place> places = List.of();
  private int turn;

  @BeforeEach
  void prepare() throws IOException {
    server = new RefusingServer();
    places = new CommandSamples(folder, server.url(), server.port()).places();
    System.setErr(new PrintStream(log, true, UTF_8));
  }

  @AfterEach
  void end() {
    System.setErr(ownErr);
    server.close();
    softly.assertAll();
  }

  /** Runs it; what hangs is told, and ended. */
  private static Ran run(List<String> words) throws InterruptedException {
    return end(start(words));
  }

  private static FutureTask<Ran> start(List<String> words) {
    FutureTask<Ran> task = new FutureTask<>(() -> Ran.asset_ota(words.toArray()));
    Thread thread = new Thread(task, "command");
    thread.setDaemon(true);
    thread.start();
    return task;
  }

  private static Ran end(FutureTask<Ran> task) throws InterruptedException {
    try {
      return task.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      task.cancel(true);
      return new Ran(-1, "", "it hangs");
    } catch (ExecutionException e) {
      return new Ran(-2, "", "it threw " + e.getCause());
    }
  }

  private void assertToldWell(String what, Ran ran) {
    String shown = ran.err().length() > 600 ? ran.err().substring(0, 600) + "..." : ran.err();
    String told = what + " (exit code " + ran.exitCode() + "): " + shown;
    boolean report = ran.exitCode() == 1 && ran.err().isEmpty() && !ran.out().isEmpty();
    String text = (report ? ran.out() : ran.err()).replace("/dev/null", "").replace(PLUGINS, "");
    // What is longer fails below; the patterns take long for it.
    text = text.substring(0, Math.min(text.length(), 4000));
    softly.assertThat(ran.exitCode()).as(told).isBetween(1, 2);
    if (!report) {
      softly.assertThat(ran.out()).as(told).isEmpty();
      softly.assertThat(ran.err().startsWith("error: ")).as(told).isTrue();
      softly
          .assertThat(ran.err().lines().filter(l -> l.startsWith("error:")).count())
          .as(told)
          .isOne();
      softly.assertThat(ran.err().lines().count()).as(told).isLessThanOrEqualTo(3);
      softly.assertThat(ran.err().length()).as(told).isLessThan(1500);
    }
    for (String never :
        List.of(
            "internal error",
            "should not happen",
            "null",
            "Error:",
            "\tat ",
            "error: error",
            "is failed")) {
      softly.assertThat(text.contains(never)).as("'%s' in %s", never, told).isFalse();
    }
    softly.assertThat(CLASS_NAME.matcher(text).find()).as("a class in " + told).isFalse();
    softly.assertThat(RECORD.matcher(text).find()).as("a record in " + told).isFalse();
    softly
        .assertThat(text.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)))
        .as("control characters in " + told)
        .isFalse();
    softly.assertThat(log.toString(UTF_8)).as("the log of " + what).isEmpty();
    log.reset();
  }

  /** All values for the first place of a name, and two others for each further one. */
  private <T> Collection<T> some(CommandSamples.Place place, Collection<T> values) {
    if (known.add(place.label())) {
      return values;
    }
    List<T> all = List.copyOf(values);
    turn++;
    return List.of(all.get(turn % all.size()), all.get((turn + all.size() / 2) % all.size()));
  }

  private static boolean takesFiles(CommandSamples.Place place) {
    Class<?> type = place.argument().type();
    if (!Collection.class.isAssignableFrom(type)) {
      return type == Path.class;
    }
    return List.of(place.argument().typeInfo().getAuxiliaryTypes()).contains(Path.class);
  }

  /** What is no file that any command can read. */
  private Map<String, Path> unusableFiles() throws Exception {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("missing", folder.resolve("no such file"));
    files.put("in a file", folder.resolve("taken").resolve("x"));
    files.put("in a missing folder", folder.resolve("no such folder").resolve("x"));
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    files.put("a link to itself", loop);
    files.put(
        "a link to nothing", Files.createSymbolicLink(folder.resolve("dangling"), Path.of("gone")));
    files.put("a long name", folder.resolve("n".repeat(300)));
    files.put("a missing one with control characters", folder.resolve("a\u001b[2J\nerror: b\r"));
    return files;
  }

  /** What can be read, but has nothing of what it should have. */
  private Map<String, Path> wrongFiles() throws Exception {
    Map<String, Path> files = new LinkedHashMap<>();
    files.put("empty", Files.createFile(folder.resolve("empty")));
    byte[] noise = new byte[5000];
    new Random(7).nextBytes(noise);
    files.put("random", Files.write(folder.resolve("random"), noise));
    noise[0] = 'P';
    noise[1] = 'K';
    files.put("like a zip", Files.write(folder.resolve("like-a-zip"), noise));
    files.put("text", Files.writeString(folder.resolve("text"), "{\"a\": 1, \"b\": [null]}\n"));
    Path control = folder.resolve("c\u001b[2J\nerror: c");
    files.put("control characters", Files.write(control, noise));
    files.put("a folder", Files.createDirectory(folder.resolve("a-folder")));
    files.put("a null device", Path.of("/dev/null"));
    files.put("an endless device", Path.of("/dev/zero"));
    Path sparse = folder.resolve("sparse");
    try (FileChannel channel =
        FileChannel.open(sparse, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      channel.position(5L << 30).write(java.nio.ByteBuffer.wrap(new byte[1]));
    }
    files.put("huge", sparse);
    return files;
  }

  @Test
  void noFileThatCannotBeReadIsOurMistake() throws Exception {
    Map<String, Path> files = unusableFiles();
    for (CommandSamples.Place place : places) {
      if (takesFiles(place) && !MADE.matcher(place.toString()).matches()) {
        for (Map.Entry<String, Path> file : some(place, files.entrySet())) {
          Ran ran = run(place.with(file.getValue().toString()));
          assertToldWell(place + " " + file.getKey(), ran);
        }
      }
    }
  }

  @Test
  void noFileWithSomethingElseIsOurMistake() throws Exception {
    Map<String, Path> files = wrongFiles();
    for (CommandSamples.Place place : places) {
      if (takesFiles(place) && !MADE.matcher(place.toString()).matches()) {
        for (Map.Entry<String, Path> file : some(place, files.entrySet())) {
          if (!isRight(place, file.getKey())) {
            Ran ran = run(place.with(file.getValue().toString()));
            assertToldWell(place + " " + file.getKey(), ran);
          }
        }
      }
    }
  }

  /** Any file can be wrapped, any text with a colon is a header; a folder has assets. */
  private static boolean isRight(CommandSamples.Place place, String kind) {
    return switch (place.toString()) {
      case "wrap PAYLOAD" -> !kind.matches("a folder|.*device|huge");
      case "bundle --assets" -> kind.equals("a folder");
      default -> false;
    };
  }

  /** Each of them waits for a writer, so all wait at the same time. */
  @Test
  void aPipeThatNobodyWritesToIsTold() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    Map<CommandSamples.Place, FutureTask<Ran>> running = new LinkedHashMap<>();
    for (CommandSamples.Place place : places) {
      if (takesFiles(place)
          && !MADE.matcher(place.toString()).matches()
          && !SecretsTest.isSecret(place)) {
        running.put(place, start(place.with(pipe.toString())));
      }
    }
    for (Map.Entry<CommandSamples.Place, FutureTask<Ran>> each : running.entrySet()) {
      assertToldWell(each.getKey() + " a pipe", end(each.getValue()));
    }
  }

  @Test
  void noPlaceThatCannotBeWrittenIsOurMistake() throws Exception {
    Map<String, String> paths = new LinkedHashMap<>();
    Path loop = folder.resolve("loop");
    Files.createSymbolicLink(loop, loop);
    paths.put("in a file", folder.resolve("taken").resolve("x").toString());
    paths.put("in a link to itself", loop.resolve("x").toString());
    paths.put("a long name", folder.resolve("n".repeat(300)).toString());
    paths.put("where no folder can be", "/proc/none/x");
    for (CommandSamples.Place place : places) {
      if (MADE.matcher(place.toString()).matches() && takesFiles(place)) {
        for (Map.Entry<String, String> path : some(place, paths.entrySet())) {
          assertToldWell(place + " " + path.getKey(), run(place.with(path.getValue())));
        }
      }
    }
    for (CommandSamples.Place place : places) {
      if (place.label().matches("--home|--data|DIR|--folder")) {
        String file = folder.resolve("taken").toString();
        assertToldWell(place + " a file", run(place.with(file)));
      }
    }
  }

  @Test
  void noTextThatIsNoFileNameIsOurMistake() throws Exception {
    for (CommandSamples.Place place : places) {
      if (takesFiles(place)) {
        for (String name : some(place, List.of("", "a\0b", "a\ud800", "\0"))) {
          assertToldWell(place + " '" + name + "'", run(place.with(name)));
        }
      }
    }
  }

  @Test
  void noNumberIsOurMistake() throws Exception {
    for (CommandSamples.Place place : places) {
      Class<?> type = place.argument().type();
      boolean number = type.isPrimitive() || Number.class.isAssignableFrom(type);
      if (number || type == Duration.class || type.getName().contains("Moment") || type.isEnum()) {
        for (String value :
            some(
                place,
                List.of(
                    "",
                    "x",
                    "-",
                    "1x",
                    "99999999999999999999999",
                    "99999999999999999999d",
                    "999999999d",
                    "0x10",
                    "NaN",
                    "1e400",
                    "\u001b[2J",
                    "1\n2",
                    " "))) {
          assertToldWell(place + " '" + value + "'", run(place.with(value)));
        }
      }
    }
  }

  @Test
  void noAddressIsOurMistake() throws Exception {
    for (CommandSamples.Place place : places) {
      if (place.argument().type() == URI.class || place.argument().paramLabel().contains("URL")) {
        for (String value :
            some(
                place,
                List.of(
                    "127.0.0.1:8080",
                    "http://",
                    "http:///x",
                    "http://127.0.0.1:99999",
                    "http://127.0.0.1:x/",
                    "http://a b",
                    "http://[::1",
                    "ftp://a/b",
                    "://",
                    "http://\0",
                    "http://\u001b[2J",
                    "//a",
                    "localhost",
                    "http://?",
                    "mailto:a@b",
                    ""))) {
          assertToldWell(place + " '" + value + "'", run(place.with(value)));
        }
      }
    }
  }

  @Test
  void noTextIsOurMistake() throws Exception {
    for (CommandSamples.Place place : places) {
      if (place.argument().type() == String.class
          && !place
              .label()
              .matches(
                  "--tenant|--name|--version|--type|--set-type|--on-update|--user|--password")) {
        for (String value :
            some(place, List.of("", "\0", "\u001b[2J\nerror: x", "\ud800", "x".repeat(100_000)))) {
          assertToldWell(
              place + " '" + value.substring(0, Math.min(9, value.length())) + "'",
              run(place.with(value)));
        }
      }
    }
  }

  @Test
  void noOptionWithoutItsValueIsOurMistake() throws Exception {
    for (CommandModel.Known command : CommandModel.commands()) {
      for (String wrong :
          List.of("--no-such-option", "--no-such-option=3", "-Z", "--", "\u001b[2J", "@\0")) {
        List<String> words = new ArrayList<>(command.path());
        words.add(wrong);
        if (!List.of(
                "completion --", "play --", "training --", "demo --", "panel-test --", "keygen --")
            .contains(command + " " + wrong)) {
          assertToldWell(command + " " + wrong, run(words));
        }
      }
    }
    for (CommandSamples.Place place : places) {
      if (place.argument().isOption()) {
        List<String> words = new ArrayList<>(place.command().path());
        words.add(place.label());
        assertToldWell(place + " without a value", run(words));
      }
    }
  }
}
