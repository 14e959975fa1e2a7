package io.assetota.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.assetota.core.application.ApplicationEntry;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationPath;
import io.assetota.core.application.FileMode;
import io.assetota.core.application.StartCommand;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.core.module.ApplicationModule;
import io.assetota.core.module.ProductData;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The list of an application's files, on the page of a release and in the operator API. */
class ReleaseFilesTest {
  private static final byte[] CONTENT = "12345".getBytes(UTF_8);
  private static final Pattern ROW = Pattern.compile("<td class=\"name\">([^<]*)</td>");
  private static final Pattern MORE = Pattern.compile("href=\"([^\"]*)\">More</a>");

  @TempDir Path folder;
  private TestServer server;

  @BeforeEach
  void start() throws IOException {
    server = TestServer.start(folder.resolve("data"));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private static ApplicationEntry file(String path) {
    return new ApplicationEntry.File(
        new ApplicationPath(path), FileMode.FILE, CONTENT.length, AssetHash.ofContent(CONTENT));
  }

  /** Publishes an application of these entries, whatever names the disk of this machine takes. */
  private long publish(List<ApplicationEntry> entries) throws IOException {
    ByteArrayOutputStream manifest = new ByteArrayOutputStream();
    ApplicationManifest.of(StartCommand.of(List.of("./run")), entries).writeTo(manifest);
    Path bundle = folder.resolve("app.zip");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(bundle))) {
      zip.putNextEntry(new ZipEntry("app.bin"));
      ApplicationModule.wrap(
              Platform.LINUX, new ProductData(1234, 1), 5500, "app", manifest.toByteArray())
          .writeTo(zip);
      zip.putNextEntry(new ZipEntry("files/" + AssetHash.ofContent(CONTENT)));
      zip.write(CONTENT);
    }
    return server.server.publish(bundle).id();
  }

  private JsonNode list(long id, String query) throws IOException {
    return server.api(server.operator("/api/v1/releases/" + id + "/files" + query), 200);
  }

  private static String after(String path) {
    return "?after=" + URLEncoder.encode(path, UTF_8);
  }

  @Test
  void filesFoldersAndLinksAreListedWithTheirFacts() throws IOException {
    long id =
        publish(
            List.of(
                file("run"),
                new ApplicationEntry.Folder(new ApplicationPath("lib"), FileMode.FOLDER),
                file("lib/a.jar"),
                new ApplicationEntry.Link(new ApplicationPath("newest"), "lib/a.jar")));
    JsonNode expected =
        TestServer.JSON.readTree(
            """
            [{"path":"lib","type":"folder","mode":"755"},
            {"path":"lib/a.jar","type":"file","mode":"644","size":5,"sha256":"HASH"},
            {"path":"newest","type":"link","target":"lib/a.jar"},
            {"path":"run","type":"file","mode":"644","size":5,"sha256":"HASH"}]
            """
                .replace("HASH", AssetHash.ofContent(CONTENT).toString()));
    assertThat(list(id, "")).isEqualTo(expected);
    JsonNode release = server.api(server.operator("/api/v1/releases"), 200).path(0);
    assertThat(release.path("files").asInt()).isEqualTo(2);
    assertThat(release.path("filesSize").asInt()).isEqualTo(10);

    ConsoleClient client = ConsoleClient.loggedIn(server);
    String overview = client.page("/releases/" + id);
    assertThat(overview)
        .contains("2 of the application, 10 B", "href=\"/releases/" + id + "/files\"")
        .doesNotContain("a.jar");
    String page = client.page("/releases/" + id + "/files");
    assertThat(names(page)).containsExactly("lib/", "lib/a.jar", "newest → lib/a.jar", "run");
    assertThat(page)
        .contains("<code>755</code>", "<td class=\"number\" data-label=\"Size\">5 B</td>");
    assertThat(page).doesNotContain(">More<");
  }

  private static List<String> names(String page) {
    return ROW.matcher(page).results().map(row -> row.group(1)).toList();
  }

  @Test
  void manyFilesComeInPagesOfAThousand() throws IOException {
    List<String> paths =
        Stream.iterate(0, i -> i + 1).limit(2000).map("f %04d+&%%"::formatted).toList();
    long id = publish(paths.stream().map(ReleaseFilesTest::file).toList());
    List<String> listed = new ArrayList<>();
    for (String query = ""; ; ) {
      JsonNode page = list(id, query);
      page.forEach(entry -> listed.add(entry.path("path").asText()));
      if (page.isEmpty()) {
        break;
      }
      assertThat(page).hasSize(1000);
      query = after(listed.get(listed.size() - 1));
    }
    assertThat(listed).isEqualTo(paths);

    ConsoleClient client = ConsoleClient.loggedIn(server);
    String first = client.page("/releases/" + id + "/files");
    Matcher more = MORE.matcher(first);
    assertThat(more.find()).isTrue();
    String second = client.page(more.group(1).replace("&amp;", "&"));
    assertThat(names(first)).hasSize(1000).first().isEqualTo("f 0000+&amp;%");
    assertThat(names(second)).hasSize(1000).first().isEqualTo("f 1000+&amp;%");
    assertThat(second).doesNotContain(">More<");
    assertThat(client.page("/releases/" + id + "/files?after=z")).contains("No more.");
  }

  @Test
  void hostileNamesAreTextOnThePageAndWholeInTheApi() throws IOException {
    List<String> hostile =
        List.of(
            "<img src=x onerror=alert(1)>",
            "\"'><b onclick='x'>&lt;&amp;",
            "a\u202egpj.exe",
            "javascript:alert(1)",
            "zero\u200bwidth",
            "${page.frame()}");
    List<ApplicationEntry> entries = new ArrayList<>();
    hostile.forEach(path -> entries.add(file(path)));
    entries.add(
        new ApplicationEntry.Link(
            new ApplicationPath("z<script>"), "<img src=x onerror=alert(1)>"));
    long id = publish(entries);

    String page = ConsoleClient.loggedIn(server).page("/releases/" + id + "/files");
    assertThat(page).doesNotContain("<img src=x", "<b ", "<script>", "\u202e", "\u200b");
    assertThat(names(page))
        .contains(
            "&lt;img src=x onerror=alert(1)&gt;",
            "a\\u202egpj.exe",
            "zero\\u200bwidth",
            "${page.frame()}",
            "z&lt;script&gt; → &lt;img src=x onerror=alert(1)&gt;")
        .hasSize(entries.size());

    List<String> listed = new ArrayList<>();
    list(id, "").forEach(entry -> listed.add(entry.path("path").asText()));
    assertThat(listed).containsAll(hostile).hasSameSizeAs(entries);
    for (int i = 0; i < listed.size(); i++) {
      assertThat(list(id, after(listed.get(i)))).as(listed.get(i)).hasSize(listed.size() - i - 1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "/etc/passwd", "a//b", "a%00b", "a%E2%80%AE/", "a%5Cb"})
  void whatIsNoPathIsRefused(String after) throws IOException {
    long id = publish(List.of(file("run")));
    HttpResponse<String> answer =
        server.send(server.operator("/api/v1/releases/" + id + "/files?after=" + after));
    assertThat(answer.statusCode()).isEqualTo(409);
    assertThat(answer.body()).contains("after has to be a path").doesNotContain("\u202e");
    assertThat(
            ConsoleClient.loggedIn(server)
                .get("/releases/" + id + "/files?after=" + after)
                .statusCode())
        .isEqualTo(409);
  }

  @Test
  void anApplicationThatIsNoFolderHasNone() throws IOException {
    long id = server.server.publish(TestBundles.small(folder, 1)).id();
    assertThat(list(id, "")).isEmpty();
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(client.page("/releases/" + id + "/files")).contains("the application is no folder");
    assertThat(client.page("/releases/" + id)).doesNotContain("/files\"");
  }

  @Test
  void onlyWhoIsKnownSeesFilesOfWhatIsThere() throws IOException {
    long id = publish(List.of(file("run")));
    String api = "/api/v1/releases/" + id + "/files";
    String page = "/releases/" + id + "/files";
    ConsoleClient client = ConsoleClient.loggedIn(server);
    assertThat(server.send(server.request(api)).statusCode()).isEqualTo(401);
    assertThat(new ConsoleClient(server).get(page).statusCode()).isEqualTo(303);
    assertThat(server.send(server.operator(api + "?page=2")).statusCode()).isEqualTo(400);
    for (String other : List.of("99", "x")) {
      assertThat(
              server
                  .send(server.operator(api.replace("/" + id + "/", "/" + other + "/")))
                  .statusCode())
          .isEqualTo(404);
      assertThat(client.get("/releases/" + other + "/files").statusCode()).isEqualTo(404);
    }

    Path stored;
    try (Stream<Path> bundles = Files.list(folder.resolve("data/bundles"))) {
      stored = bundles.findFirst().orElseThrow();
    }
    Files.delete(stored);
    HttpResponse<String> lost = server.send(server.operator(api));
    assertThat(lost.statusCode()).isEqualTo(409);
    assertThat(lost.body()).contains("is not on this server any more: upload it again");
    assertThat(client.get(page).statusCode()).isEqualTo(409);

    assertThat(server.send(server.operator("/api/v1/releases/" + id).DELETE()).statusCode())
        .isEqualTo(204);
    assertThat(server.send(server.operator(api)).statusCode()).isEqualTo(404);
    assertThat(client.get(page).statusCode()).isEqualTo(404);
  }
}
