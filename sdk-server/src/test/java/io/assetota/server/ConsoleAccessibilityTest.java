package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.model.Platform;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;

/**
 * The console for people who use a keyboard, a screen reader or a telephone. The rules are those of
 * axe-core, in a real browser.
 */
@Tag("long")
class ConsoleAccessibilityTest {
  /** As long as a name may well be, so that it needs most of a telephone's line. */
  private static final String DEVICE = "kiosk-berlin-central-station-01";

  private static final int TELEPHONE = 375;

  /** What axe-core finds that keeps somebody from using a page, each as one line. */
  private static final String SERIOUS =
      """
      const done = arguments[arguments.length - 1];
      axe.run(document, {resultTypes: ['violations']}).then(
          (r) => done(r.violations
              .filter((v) => v.impact === 'serious' || v.impact === 'critical')
              .flatMap((v) => v.nodes.map((n) => v.id + ': ' + n.html + ' ' + n.failureSummary))),
          (e) => done(['axe failed: ' + e]));
      """;

  /** What is wider than the page, but for what nobody sees. */
  private static final String TOO_WIDE =
      """
      const width = document.documentElement.clientWidth;
      return [...document.body.querySelectorAll('*')]
          .filter((e) => !e.closest('thead, .skip') && e.getBoundingClientRect().right > width + 0.5)
          .map((e) => e.outerHTML.slice(0, 200));
      """;

  /** Names that are broken into bits of fewer than eight characters. */
  private static final String IN_LETTERS =
      """
      return [...document.querySelectorAll('h1, td:first-child, .name, dd, dt, a, button')]
          .flatMap((e) => [...e.childNodes].filter((n) => n.nodeType === Node.TEXT_NODE))
          .filter((n) => n.textContent.trim().length > 0 && n.parentElement.offsetParent !== null)
          .filter((n) => {
            const range = document.createRange();
            range.selectNodeContents(n);
            const lines = new Set([...range.getClientRects()].map((r) => Math.round(r.top))).size;
            return lines > 1 && n.textContent.trim().length / lines < 8;
          })
          .map((n) => n.parentElement.outerHTML.slice(0, 200));
      """;

  @TempDir Path folder;
  private TestServer server;
  private ChromeDriver browser;
  private String axe;

  @BeforeEach
  void start() throws IOException {
    browser = ConsoleBrowser.start(folder);
    server = TestServer.start(folder.resolve("data"));
    // It is another module's.
    try (InputStream in = ClassLoader.getSystemResourceAsStream("axe.min.js")) {
      axe = new String(in.readAllBytes(), UTF_8);
    }
  }

  @AfterEach
  void stop() {
    if (browser != null) {
      browser.quit();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void everyPageCanBeUsedByEverybody() throws IOException {
    List<String> pages = fill();
    browser.get(server.url("/login").toString());
    check("login");
    ConsoleBrowser.logIn(browser, server);
    for (String page : pages) {
      browser.get(server.url("/" + page).toString());
      check(page);
    }
    ConsoleBrowser.darkMode(browser);
    List<String> some =
        List.of("", "devices/" + DEVICE, "releases/1", "rollouts/1", "operators", "audit");
    for (String page : some) {
      browser.get(server.url("/" + page).toString());
      assertThat(serious()).as("dark " + page).isEmpty();
    }
    ConsoleBrowser.narrow(browser, TELEPHONE);
    for (String page : pages) {
      browser.get(server.url("/" + page).toString());
      assertThat((List<?>) browser.executeScript(TOO_WIDE)).as(page).isEmpty();
      assertThat((List<?>) browser.executeScript(IN_LETTERS)).as(page).isEmpty();
      if (some.contains(page)) {
        assertThat(serious()).as("narrow " + page).isEmpty();
      }
      screenshot("narrow-" + page.replaceAll("\\W", "-"));
    }
  }

  @Test
  void theKeyboardShowsWhereItIs() {
    ConsoleBrowser.logIn(browser, server);
    WebElement first = tab();
    assertThat(first.getText()).isEqualTo("Skip to content");
    assertThat(first.getRect().x).isNotNegative();
    assertThat(outline(first)).isNotEqualTo("none");
    first.sendKeys(Keys.ENTER);
    assertThat(browser.switchTo().activeElement().getAttribute("id")).isEqualTo("main");
    // What comes next is in the content, and each thing shows that it has the focus.
    for (int i = 0; i < 4; i++) {
      WebElement next = tab();
      assertThat(browser.executeScript("return arguments[0].closest('main') !== null", next))
          .isEqualTo(true);
      assertThat(outline(next)).isNotEqualTo("none");
    }
  }

  private WebElement tab() {
    browser.switchTo().activeElement().sendKeys(Keys.TAB);
    return browser.switchTo().activeElement();
  }

  private static String outline(WebElement element) {
    return element.getCssValue("outline-style");
  }

  private void check(String page) {
    assertThat(serious()).as(page).isEmpty();
    assertThat(
            (List<?>)
                browser.executeScript(
                    "return [...document.querySelectorAll('table')]"
                        + ".filter((t) => t.caption === null).map((t) => t.outerHTML)"))
        .as("tables without a caption: " + page)
        .isEmpty();
    assertThat(browser.findElements(org.openqa.selenium.By.tagName("h1"))).as(page).hasSize(1);
  }

  private List<?> serious() {
    browser.executeScript(axe);
    return (List<?>) browser.executeAsyncScript(SERIOUS);
  }

  /** Fills the server with one of each, and lists all pages. */
  private List<String> fill() throws IOException {
    Map<String, byte[]> assets =
        Map.of("splash-screen-of-the-summer-campaign.png", TestBundles.noise(1, 4000));
    Path bundle = TestBundles.build(folder, Platform.LINUX, 1, "kiosk.jar", assets);
    PublishedRelease release = server.server.publish(bundle);
    for (String device : new String[] {DEVICE, "d2", "d3"}) {
      server.get(base(device));
    }
    assertThat(
            server.put(
                base(DEVICE) + "/configData",
                """
                {"mode":"replace","data":{"app":"linux","assets.available":"0","assets.missing":"1",
                "storage.used":"4000","storage.total":"1138688","asset.1.name":"a.png",
                "runtime.state":"waiting"}}
                """))
        .isEqualTo(200);
    server.server.assignToAll(release, "");
    server.feedback(DEVICE, server.begin(DEVICE), "closed", "failure");
    server.feedback("d2", server.begin("d2"), "closed", "success");
    change("POST", "tags", "{\"devices\":[\"" + DEVICE + "\"],\"add\":[\"berlin-central\"]}");
    change("PUT", "selections/in-berlin", "{\"query\":\"tag==berlin-central\"}");
    server.server.publish(TestBundles.build(folder, Platform.LINUX, 2, "kiosk.jar", assets));
    change("POST", "releases/2/block", "{\"reason\":\"it drains the battery of the kiosk\"}");
    return new ArrayList<>(
        List.of(
            "",
            "devices/" + DEVICE,
            "devices/d2",
            "releases",
            "releases/1",
            "releases/1/files",
            "releases/2",
            "rollouts",
            "rollouts/1",
            "operators",
            "audit",
            "settings",
            "nowhere",
            "devices/nobody"));
  }

  private void change(String method, String path, String body) {
    assertThat(
            server
                .send(
                    server
                        .operator("/api/v1/" + path)
                        .method(method, BodyPublishers.ofString(body)))
                .statusCode())
        .isEqualTo(204);
  }

  private void screenshot(String name) throws IOException {
    Path file = Path.of("target", "console-" + name + ".png");
    Files.createDirectories(file.getParent());
    Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
  }
}
