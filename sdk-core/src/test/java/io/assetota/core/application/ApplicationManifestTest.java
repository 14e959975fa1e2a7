package io.assetota.core.application;

import static io.assetota.core.application.Manifests.bytes;
import static io.assetota.core.application.Manifests.file;
import static io.assetota.core.application.Manifests.folder;
import static io.assetota.core.application.Manifests.link;
import static io.assetota.core.application.Manifests.read;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationManifestTest {
  private static final String HASH = "0123456789abcdef".repeat(4);
  private static final String START =
      "asset-ota application 1\ncommand\tjava\nstart-within\t1\nstop-within\t1\n";
  private static final String VALID = START + "file\t644\t5\t" + HASH + "\tapp.jar\n";

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ApplicationManifest manifest = Manifests.full();
    assertThat(ApplicationManifest.read(ByteBuffer.wrap(bytes(manifest)))).isEqualTo(manifest);
  }

  @Test
  void theTextIsTheOneOfTheFormatPage() throws IOException {
    assertThat(new String(bytes(Manifests.full()), UTF_8))
        .startsWith(
            """
            asset-ota application 1
            version\t1.0.3 (build 70000)
            command\tbin/java\t-Xmx64m\t\t-jar\tapp.jar\tgröße=5
            environment\tJAVA_TOOL_OPTIONS\t
            environment\tTZ\tUTC
            health\thttp\thttp://localhost:8080/q/health
            start-within\t30000
            stop-within\t2500
            file\t644\t3\t\
            """)
        .contains(
            """
            folder\t755\tbin
            file\t755\t0\te3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\tbin/java
            link\tjava\t./bin/../bin/java
            folder\t755\tlib
            file\t644\t6\t\
            """)
        .endsWith("\tlib/größe.jar\nlink\tlib/latest.jar\tgröße.jar\nfolder\t755\tlogs\n");
  }

  @Test
  void theOrderOfTheDiskDoesNotMatter() throws IOException {
    List<ApplicationEntry> entries =
        new java.util.ArrayList<>(
            List.of(folder("a"), file("a/b", "1"), file("a-b", "2"), file("\ud83d\ude00", "3")));
    entries.add(file("\uffee", "4"));
    byte[] first = bytes(ApplicationManifest.of(Manifests.JAVA, entries));
    Collections.reverse(entries);
    assertThat(bytes(ApplicationManifest.of(Manifests.JAVA, entries))).isEqualTo(first);
    assertThat(new String(first, UTF_8)).containsSubsequence("\ta\n", "\ta-b\n", "\ta/b\n");
    assertThat(new String(first, UTF_8)).containsSubsequence("\t\uffee\n", "\t\ud83d\ude00\n");
  }

  @Test
  void onlyAManifestIsTakenForOne() throws IOException {
    assertThat(ApplicationManifest.isManifest(ByteBuffer.wrap(bytes(Manifests.full())))).isTrue();
    for (String other : List.of("", "asset-ota", "PK\u0003\u0004", "#!/bin/sh\nexec java\n")) {
      assertThat(ApplicationManifest.isManifest(ByteBuffer.wrap(other.getBytes(UTF_8)))).isFalse();
      assertThatThrownBy(() -> read(other))
          .isInstanceOf(AssetException.class)
          .hasMessage("this is no application manifest");
    }
  }

  @Test
  void aNewerFormIsToldFromDamage() {
    assertThatThrownBy(() -> read(VALID.replace("application 1", "application 2")))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("newer form")
        .hasMessageEndingWith("update asset-ota on this machine first");
  }

  @Test
  void allChecksAreOfAValidManifest() throws IOException {
    assertThat(new String(bytes(read(VALID)), UTF_8)).isEqualTo(VALID);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "app.jar               | ../app.jar            | contains ..",
        "app.jar               | /etc/passwd           | has an empty name",
        "app.jar               | a//b                  | has an empty name",
        "app.jar               | a/                    | has an empty name",
        "app.jar               | a/./b                 | contains .",
        "app.jar               | lib/app.jar           | lies in \"lib\", which is no folder",
        "app.jar               | C:\\\\app.jar         | contains a backslash",
        "app.jar               | a\u0000b              | contains a control character",
        "app.jar               | a\u0085b              | contains a control character",
        "app.jar               | a\ufffdb              | contains U+FFFD",
        "644                   | 4755                  | is not three octal digits",
        "644                   | 888                   | is not three octal digits",
        "644                   | 044                   | its owner can't read it",
        "\\t5\\t                 | \\t-5\\t                | where a number is due",
        "\\t5\\t                 | \\t05\\t                | where a number is due",
        "\\t5\\t                 | \\t4294967295\\t        | at most 4294901760",
        "\\t5\\t                 | \\t99999999999999999\\t | where a number is due",
        "0123456789abcdef0     | 0123456789ABCDEF0     | SHA-256 in lower case",
        "0123456789abcdef0     | 0                     | SHA-256 in lower case",
        "file                  | File                  | \"File\" stands where a file",
        "command\\tjava         | command               | 1 to 256 words",
        "command\\tjava         | command\\t             | may not be empty",
        "command\\tjava         | run                   | \"command\" with 1 values is due",
        "start-within\\t1       | start-within\\t0       | must be 1 ms to 24 h",
        "start-within\\t1       | start-within\\t86400001| must be 1 ms to 24 h",
        "start-within\\t1       | health\\tping          | health check \"ping\" is not known",
        "start-within\\t1       | health\\thttp\\tftp://x | is not http://",
        "start-within\\t1       | health\\thttp\\thttp:/  | is no",
        "start-within\\t1       | health\\thttp\\thttp://u:p@h/ | contains a user or a password",
        "start-within\\t1       | version\\t1            | \"start-within\" with 1 values is due",
        "start-within\\t1       | environment\\t1A\\tx    | other than letters",
        "start-within\\t1       | environment\\tASSET_OTA_HOME\\tx | is set by the runtime itself",
      })
  void whatBreaksARuleIsRefusedWithItsLine(String part, String instead, String message) {
    String text = VALID.replace(unescape(part.strip()), unescape(instead.strip()));
    assertThat(text).isNotEqualTo(VALID);
    String full =
        text.contains("environment") ? text.replace("x\nstop", "x\nstart-within\t1\nstop") : text;
    assertThatThrownBy(() -> read(full))
        .isInstanceOf(AssetException.class)
        .hasMessageStartingWith("application manifest, line ")
        .hasMessageContaining(message);
  }

  private static String unescape(String text) {
    return text.translateEscapes();
  }

  @Test
  void everyCutIsNoticedThatLeavesHalfALine() {
    for (int length = 0; length < VALID.length(); length++) {
      String cut = VALID.substring(0, length);
      assertThatThrownBy(() -> read(cut)).isInstanceOf(AssetException.class);
    }
  }

  @Test
  void bytesThatAreNoTextAreRefused() {
    byte[] bytes = VALID.getBytes(UTF_8);
    bytes[bytes.length - 3] = (byte) 0xc0;
    assertThatThrownBy(() -> ApplicationManifest.read(ByteBuffer.wrap(bytes)))
        .isInstanceOf(AssetException.class)
        .hasMessage("application manifest, line 5: the line is not UTF-8");
  }

  static Stream<Arguments> noTrees() {
    return Stream.of(
        Arguments.of("without a file", List.of(folder("a"))),
        Arguments.of("is there twice", List.of(file("a", "1"), file("a", "2"))),
        Arguments.of(
            "which is no folder", List.of(file("a", "1"), file("b", "x"), file("a/b", "2"))),
        Arguments.of(
            "which is no folder",
            List.of(folder("d"), file("d/f", "1"), link("l", "d"), file("l/f", "2"))),
        Arguments.of("leads to what is not in", List.of(file("a", "1"), link("l", "b"))),
        Arguments.of("leads out of", List.of(file("a", "1"), link("l", "../a"))),
        Arguments.of("leads out of", List.of(folder("d"), file("a", "1"), link("d/l", "../../a"))),
        Arguments.of("in circles", List.of(file("a", "1"), link("l", "l"))),
        Arguments.of("in circles", List.of(file("a", "1"), link("l", "m"), link("m", "l"))),
        Arguments.of("leads to what is not in", List.of(file("a", "1"), link("l", "a/b"))),
        // As text, p/q/l/.. is p/q; on disk it is what is above the application.
        Arguments.of(
            "leads out of",
            List.of(
                folder("p"),
                folder("p/q"),
                file("a", "1"),
                link("p/q/l", "../.."),
                link("m", "p/q/l/../a"))));
  }

  @ParameterizedTest
  @MethodSource("noTrees")
  void entriesThatAreNoTreeAreRefused(String message, List<ApplicationEntry> entries) {
    assertThatThrownBy(() -> ApplicationManifest.of(Manifests.JAVA, entries))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }

  @Test
  void linksOverLinksThatStayInsideAreTaken() {
    assertThatCode(
            () ->
                Manifests.of(
                    folder("p"),
                    folder("p/q"),
                    file("a", "1"),
                    link("p/q/up", "../.."),
                    link("self", "."),
                    link("m", "p/q/up/p/./q//up/a"),
                    link("n", "self/self/m")))
        .doesNotThrowAnyException();
  }

  @Test
  void chainsOfLinksEndWhereLinuxStops() {
    List<ApplicationEntry> entries = new java.util.ArrayList<>(List.of(file("l000", "1")));
    for (int i = 1; i <= 40; i++) {
      entries.add(link("l%03d".formatted(i), "l%03d".formatted(i - 1)));
    }
    assertThatCode(() -> ApplicationManifest.of(Manifests.JAVA, entries))
        .doesNotThrowAnyException();
    entries.add(link("l041", "l040"));
    assertThatThrownBy(() -> ApplicationManifest.of(Manifests.JAVA, entries))
        .hasMessageContaining("more than 40 links");
  }

  @Test
  void oneHashHasOneLength() {
    ApplicationEntry.File a = file("a", "1");
    ApplicationEntry.File b =
        new ApplicationEntry.File(new ApplicationPath("b"), a.mode(), 2, a.hash());
    assertThatThrownBy(() -> Manifests.of(a, b)).hasMessageContaining("of the same hash has 1");
  }

  @Test
  void contentsAreCountedOnceAndFilesEach() {
    ApplicationManifest manifest =
        Manifests.of(folder("d"), file("a", "same"), file("d/b", "same"), file("c", "other"));
    assertThat(manifest.contents()).hasSize(2).containsValues(4L, 5L);
    assertThat(manifest.fileCount()).isEqualTo(3);
    assertThat(manifest.size()).isEqualTo(13);
  }

  /** Mostly hashes, which nothing can make smaller: 640 KB of these. */
  @Test
  void twentyThousandFilesTakeLessThanABundleNeedsToNotice() throws IOException {
    ApplicationManifest manifest = Manifests.large(20_000);
    byte[] bytes = bytes(manifest);
    ByteArrayOutputStream deflated = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(deflated)) {
      out.write(bytes);
    }
    System.out.println(
        "Manifest of 20,000 files: " + bytes.length + " bytes, deflated " + deflated.size());
    assertThat(bytes.length).isLessThan(3_000_000);
    assertThat(deflated.size()).isLessThan(1_000_000);
    assertThat(ApplicationManifest.read(ByteBuffer.wrap(bytes))).isEqualTo(manifest);
  }

  @Test
  void tooManyEntriesAreRefused() {
    String line = "folder\t755\t%06d\n";
    StringBuilder text = new StringBuilder(START);
    for (int i = 0; i <= ApplicationManifest.MAX_ENTRIES; i++) {
      text.append(line.formatted(i));
    }
    assertThatThrownBy(() -> read(text.toString()))
        .isInstanceOf(AssetException.class)
        .hasMessageContaining("more than 60000 files and folders");
  }

  @Test
  void aVersionIsAnyTextOnALine() {
    ApplicationManifest manifest = Manifests.of(file("a", "1"));
    assertThat(manifest.version()).isEqualTo(Optional.empty());
    for (String version : List.of("1.0.3", "70000", "2026-11-26 ü", "v1-SNAPSHOT+4")) {
      assertThat(manifest.withVersion(version).version()).contains(version);
    }
    for (String version : List.of("", "1\n2", "x".repeat(129), "\ud800")) {
      assertThatThrownBy(() -> manifest.withVersion(version))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("version");
    }
  }
}
