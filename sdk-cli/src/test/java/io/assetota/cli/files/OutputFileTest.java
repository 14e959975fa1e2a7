package io.assetota.cli.files;

import static io.assetota.cli.testing.Ran.asset_ota;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.base.Splitter;
import io.assetota.cli.Main;
import io.assetota.cli.output.Console;
import io.assetota.cli.testing.Inputs;
import io.assetota.cli.testing.Ran;
import io.assetota.core.model.Platform;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command that writes a file writes it as a shell would, and replaces it atomically. */
class OutputFileTest {
  /** Each command that writes a file that the user names; OUT stands for it. */
  private static final List<String> COMMANDS =
      List.of(
          "wrap app.jar --app-version 1 -o OUT",
          "assets strip app.bin -o OUT",
          "unwrap app.bin -o OUT",
          "bundle app.bin --assets assets --save-to OUT",
          "sign b.zip --key r.key --product kiosk -o OUT",
          "keyring create --product kiosk --key r.pub --sign-with r.key -o OUT",
          "keyring rotate kr.json --key r.pub --sign-with r.key -o OUT",
          "image in.png OUT",
          "panel-test --picture OUT",
          "play bell.wav --wav OUT");

  @TempDir Path folder;
  private Path out = Path.of("");

  static Stream<String> commands() {
    return COMMANDS.stream();
  }

  @BeforeEach
  void makeInputs() throws IOException {
    Inputs inputs = new Inputs(folder);
    inputs.application(Platform.LINUX, 1);
    inputs.bundle("b.zip", 1, "a.txt", "text");
    inputs.assets("a.txt", "text");
    Files.writeString(folder.resolve("app.jar"), "jar");
    inputs.run("keygen -o r.key").succeeds();
    run("keyring create --product kiosk --key r.pub --sign-with r.key -o OUT", file("kr.json"))
        .succeeds();
    ImageIO.write(
        new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB), "png", file("in.png").toFile());
    AudioFormat format = new AudioFormat(8000, 16, 1, true, false);
    try (AudioInputStream silence =
        new AudioInputStream(new java.io.ByteArrayInputStream(new byte[1600]), format, 800)) {
      AudioSystem.write(silence, AudioFileFormat.Type.WAVE, file("bell.wav").toFile());
    }
    out = file("out");
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private Ran run(String command, Object output) {
    return asset_ota(words(command, output).toArray());
  }

  private List<Object> words(String command, Object output) {
    List<Object> words = new ArrayList<>();
    for (String word : Splitter.on(' ').split(command)) {
      boolean file = word.matches("[a-z]+(\\.[a-z]+)|assets") && !words.isEmpty();
      words.add(word.equals("OUT") ? output : file ? folder.resolve(word) : word);
    }
    return words;
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private void assertNothingElse(String... names) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .noneMatch(name -> name.startsWith(".asset-ota"))
          .contains(names);
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aLinkIsFollowedAndTheModeIsKept(String command) throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "older");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-x--x"));
    Files.createSymbolicLink(file("middle"), Path.of("target"));
    Files.createSymbolicLink(out, Path.of("middle"));

    run(command, out).succeeds();

    assertThat(Files.isSymbolicLink(out)).isTrue();
    assertThat(Files.isSymbolicLink(file("middle"))).isTrue();
    assertThat(Files.size(target)).isNotEqualTo(5);
    assertThat(mode(target)).isEqualTo("rw-r-x--x");
    assertNothingElse("out", "middle", "target");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aLinkToNothingGetsItsTarget(String command) throws IOException {
    Files.createSymbolicLink(out, Path.of("target"));

    run(command, out).succeeds();

    assertThat(Files.isSymbolicLink(out)).isTrue();
    assertThat(file("target")).isNotEmptyFile();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aDeviceIsWrittenToAndStaysADevice(String command) throws IOException {
    Path device = Path.of("/dev/full");
    assumeTrue(Files.exists(device), "there is no device that is full");

    assertThat(run(command, device).fails().err())
        .isEqualTo("error: /dev/full can't be written: No space left on device\n");
    assertThat(Files.isRegularFile(device)).isFalse();
    run(command, "/dev/null").succeeds();
    assertThat(Files.isRegularFile(Path.of("/dev/null"))).isFalse();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aPipeGetsTheContent(String command) throws Exception {
    assertThat(new ProcessBuilder("mkfifo", out.toString()).start().waitFor()).isZero();
    FutureTask<byte[]> reading = new FutureTask<>(() -> Files.readAllBytes(out));
    Thread reader = new Thread(reading, "reads a pipe");
    reader.setDaemon(true);
    reader.start();

    run(command, out).succeeds();

    assertThat(reading.get()).isNotEmpty();
    assertThat(Files.isRegularFile(out)).isFalse();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void aDashIsStandardOutputAndTheReportGoesToStandardError(String command) throws IOException {
    run(command, out).succeeds();
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    ByteArrayOutputStream report = new ByteArrayOutputStream();
    Console console =
        Console.plain(new PrintStream(data, true, UTF_8), new PrintStream(report, true, UTF_8));

    int exitCode =
        Main.run(
            console, words(command, "-").stream().map(Object::toString).toArray(String[]::new));

    assertThat(exitCode).as(report.toString(UTF_8)).isZero();
    // Signatures differ from run to run, and so do their compressed bytes, by a few.
    int size = (int) Files.size(out);
    assertThat(data.toByteArray()).hasSizeBetween(size - 64, size + 64).startsWith(begin(out));
    assertThat(report.toString(UTF_8)).contains("-");
    assertThat(file("-")).doesNotExist();
  }

  private static byte[] begin(Path file) throws IOException {
    return Arrays.copyOf(Files.readAllBytes(file), 3);
  }

  @Test
  void jsonGoesToStandardErrorBesideData() throws IOException {
    Ran ran = run("unwrap app.bin --json -o OUT", "-").succeeds();

    assertThat(ran.out()).isEqualTo("jar");
    assertThat(ran.err()).contains("\"payloadName\": \"kiosk.jar\"");
  }

  @Test
  void signingInPlaceFollowsALink() throws IOException {
    Files.createSymbolicLink(out, Path.of("b.zip"));
    long before = Files.size(file("b.zip"));

    run("sign OUT --key r.key --product kiosk", out).succeeds();
    run("keyring sign OUT --sign-with r.key", Files.createSymbolicLink(file("kr"), file("kr.json")))
        .succeeds();

    assertThat(Files.isSymbolicLink(out)).isTrue();
    assertThat(Files.isSymbolicLink(file("kr"))).isTrue();
    assertThat(Files.size(file("b.zip"))).isGreaterThan(before);
  }

  @Test
  void anOpenFileOfTheSystemIsWrittenInPlace() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc");
    Path target = Files.writeString(folder.resolve("target"), "a longer text than the new one");
    Object key = Files.readAttributes(target, "unix:ino").get("ino");
    try (var open = Files.newByteChannel(target, java.nio.file.StandardOpenOption.APPEND);
        Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      Path link = descriptors.filter(d -> target.equals(readLink(d))).findFirst().orElseThrow();
      run("unwrap app.bin -o OUT", link).succeeds();
      assertThat(open.isOpen()).isTrue();
    }

    assertThat(Files.readAttributes(target, "unix:ino").get("ino")).isEqualTo(key);
    assertThat(target).content().startsWith("jar");
  }

  private static Path readLink(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor);
    } catch (IOException e) {
      return descriptor; // Closed meanwhile.
    }
  }

  @Test
  void unpackingLeadsOutOfNoLinkAndKeepsModes() throws IOException {
    Path unpacked = file("unpacked");
    run("unpack b.zip OUT", unpacked).succeeds();
    Path asset;
    try (Stream<Path> files = Files.walk(unpacked)) {
      asset = files.filter(f -> f.endsWith("a.txt")).findFirst().orElseThrow();
    }
    Files.setPosixFilePermissions(asset, PosixFilePermissions.fromString("rw-r-x--x"));
    run("unpack b.zip OUT --force", unpacked).succeeds();
    assertThat(mode(asset)).isEqualTo("rw-r-x--x");

    Files.delete(asset);
    Path elsewhere = Files.writeString(file("elsewhere"), "mine");
    Files.createSymbolicLink(asset, elsewhere);
    assertThat(run("unpack b.zip OUT --force", unpacked).fails().err())
        .contains("a.txt is a symbolic link");
    assertThat(elsewhere).hasContent("mine");
  }

  @Test
  void anOutputThatCannotBeWrittenIsToldByItsOwnName() throws IOException {
    assumeTrue(Files.isDirectory(Path.of("/proc/self")), "there is no folder that takes no files");

    for (String command : COMMANDS) {
      assertThat(run(command, "/proc/a.bin").fails().err())
          .as(command)
          .startsWith("error: /proc/a.bin")
          .hasLineCount(1)
          .doesNotContain("/.");
    }
  }

  @Test
  void aNameMayBeAsLongAsNamesCanBe() throws IOException {
    Path longest = folder.resolve("n".repeat(251) + ".bin");

    run("wrap app.jar --app-version 1 -o OUT", longest).succeeds();

    assertThat(longest).exists();
  }
}
