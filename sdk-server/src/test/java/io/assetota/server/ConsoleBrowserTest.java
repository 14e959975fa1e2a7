package io.assetota.server;

import static io.assetota.server.TestServer.base;
import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.VerifyOptions;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.Platform;
import io.assetota.ota.report.DeviceAttributes;
import io.assetota.ota.report.ReportedAsset;
import io.assetota.ota.report.RuntimeAttributes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.OutputType;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person at the console, in a real browser; leaves a screenshot for the docs in target. */
@Tag("long")
class ConsoleBrowserTest {
  @TempDir Path folder;
  private TestServer server;
  private ChromeDriver browser;
  private WebDriverWait wait;

  @BeforeEach
  void start() throws IOException {
    browser = ConsoleBrowser.start(folder);
    server =
        new TestServer(
            TestServer.builder(folder.resolve("data"))
                .pollingInterval(Duration.ofSeconds(30))
                .start());
    wait = new WebDriverWait(browser, Duration.ofSeconds(20));
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
  void givesAReleaseToADeviceAndSeesIt() throws IOException {
    Path old = kiosk(1);
    Path bundle = kiosk(2);
    PublishedRelease first = server.server.publish(old);
    for (String other : new String[] {"kiosk-berlin-02", "kiosk-bern-01", "lab-gateway"}) {
      server.get(base(other));
      report(other, contents(old), 0);
    }
    server.get(base("kiosk-berlin-01"));
    server.server.assign(first, "kiosk-berlin-01");
    String done = server.begin("kiosk-berlin-01");
    assertThat(
            server.post(
                base("kiosk-berlin-01") + "/deploymentBase/" + done + "/feedback",
                TestServer.feedback("closed", "success", "\"active, all 4 assets handled\"")))
        .isEqualTo(200);
    report("kiosk-berlin-01", contents(old), 0);

    ConsoleBrowser.logIn(browser, server);
    assertThat(browser.findElement(By.id("devices")).getText())
        .contains("kiosk-berlin-01", "kiosk.jar 1", "4 available");

    browser.findElement(By.linkText("Releases")).click();
    browser.findElement(By.name("bundle")).sendKeys(bundle.toString());
    browser.findElement(By.name("name")).sendKeys("Kiosk");
    browser.findElement(By.name("version")).sendKeys("2");
    browser.findElement(By.cssSelector("form[enctype] button")).click();
    wait.until(ExpectedConditions.titleContains("Kiosk 2"));
    assertThat(browser.findElement(By.cssSelector(".notice.good")).getText())
        .contains("valid, and ready");
    assertThat(browser.findElement(By.tagName("main")).getText()).contains("splash.png");

    browser.findElement(By.linkText("Devices")).click();
    browser.findElement(By.linkText("kiosk-berlin-01")).click();
    browser.findElement(By.cssSelector("form[action='/rollouts'] button")).click();
    wait.until(ExpectedConditions.textToBe(By.cssSelector("#update .badge"), "pending"));

    // From here on, the page brings the news by itself.
    browser.executeScript("window.sameDocument = true");
    updateHalf(bundle);
    wait.until(ExpectedConditions.textToBe(By.cssSelector("#update .badge"), "updating"));
    report("kiosk-berlin-01", contents(bundle), 1);
    wait.until(ExpectedConditions.textToBePresentInElementLocated(By.id("assets"), "missing"));
    assertThat(browser.executeScript("return window.sameDocument")).isEqualTo(true);

    List<WebElement> cells = browser.findElements(By.cssSelector("#assets tbody tr td.name"));
    assertThat(cells.stream().map(WebElement::getText))
        .containsExactlyInAnyOrder("splash.png", "menu.json", "chime.wav", "display-stm32.bin");
    // Without what was told once.
    browser.navigate().refresh();
    screenshot("console.png");

    ConsoleBrowser.darkMode(browser);
    screenshot("console-dark.png");
    browser.manage().window().setSize(new Dimension(420, 900));
    screenshot("console-narrow.png");
    Object overflow =
        browser.executeScript(
            "return document.documentElement.scrollWidth > document.documentElement.clientWidth");
    assertThat(overflow).isEqualTo(false);
    for (String page : new String[] {"", "releases/2", "rollouts/2", "settings", "rollouts"}) {
      browser.manage().window().setSize(new Dimension(1280, 900));
      browser.get(server.server.url() + page);
      screenshot("console-" + page.replaceAll("\\W", "-") + ".png");
    }
    // Nothing was blocked by the content security policy, nothing failed in the script.
    assertThat(browser.manage().logs().get(LogType.BROWSER).getAll()).isEmpty();
  }

  private Path kiosk(int version) throws IOException {
    Map<String, byte[]> assets = new LinkedHashMap<>();
    assets.put("splash.png", TestBundles.noise(10L + version, 61_440));
    assets.put("menu.json", TestBundles.noise(5, 2_466));
    assets.put("chime.wav", TestBundles.noise(6, 48_044));
    assets.put("display-stm32.bin", TestBundles.noise(20L + version, 35_328));
    return TestBundles.build(folder, Platform.LINUX, version, "kiosk.jar", assets);
  }

  private static BundleContents contents(Path bundle) throws IOException {
    return Bundle.verify(bundle, VerifyOptions.DEFAULT).requireValid();
  }

  /** Tells the server that the device has a bundle's assets, but for so many. */
  private void report(String device, BundleContents contents, int missing) throws IOException {
    List<ReportedAsset> assets = new ArrayList<>();
    contents
        .assets()
        .forEach(
            a -> {
              AssetHash hash = a.asset().hash();
              assets.add(
                  assets.size() < missing
                      ? new ReportedAsset(a.name(), hash, ReportedAsset.State.MISSING, 0, 0)
                      : new ReportedAsset(
                          a.name(),
                          hash,
                          ReportedAsset.State.AVAILABLE,
                          a.size(),
                          a.storageSize()));
            });
    DeviceAttributes attributes =
        new DeviceAttributes(
            Optional.of("linux"),
            6,
            Optional.of("kiosk.jar"),
            Optional.of("" + contents.application().suffix().product().orElseThrow().version()),
            Optional.of(contents.application().id()),
            Optional.of(
                "1234 " + contents.application().suffix().product().orElseThrow().version()),
            assets.size() - missing,
            missing,
            118_784,
            Optional.of(1_138_688L),
            false,
            assets);
    RuntimeAttributes running =
        new RuntimeAttributes(
            "running",
            Optional.of(Instant.now().minus(Duration.ofHours(26))),
            attributes.version(),
            1,
            Optional.empty());
    String body =
        TestServer.JSON.writeValueAsString(
            Map.of("mode", "replace", "data", attributes.toMapWith(running.toMap())));
    assertThat(server.put(base(device) + "/configData", body)).isEqualTo(200);
  }

  private void updateHalf(Path bundle) throws IOException {
    String device = "kiosk-berlin-01";
    String deployment = server.get(base(device)).at("/_links/deploymentBase/href").asText();
    var body = server.get(deployment);
    String href = body.at("/deployment/chunks/0/artifacts/0/_links/download-http/href").asText();
    long half = Files.size(bundle) * 6 / 10;
    assertThat(server.bytes(server.device(href).header("Range", "bytes=0-" + half)).statusCode())
        .isEqualTo(206);
    String feedback = base(device) + "/deploymentBase/" + body.path("id").asText() + "/feedback";
    assertThat(
            server.post(
                feedback,
                TestServer.feedback(
                    "download",
                    "none",
                    "\"fetching 2 of 4 assets: splash.png, display-stm32.bin\"")))
        .isEqualTo(200);
    assertThat(
            server.post(
                feedback, TestServer.feedback("proceeding", "none", "\"display-stm32.bin: 62 %\"")))
        .isEqualTo(200);
  }

  private void screenshot(String name) throws IOException {
    Path file = Path.of("target", name);
    Files.createDirectories(file.getParent());
    Files.write(file, browser.getScreenshotAs(OutputType.BYTES));
  }
}
