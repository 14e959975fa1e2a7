package io.assetota.server;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openqa.selenium.By;
import org.openqa.selenium.Dimension;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.support.ui.ExpectedConditions;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A real browser in front of the console. */
final class ConsoleBrowser {
  private static final List<Path> BROWSERS =
      List.of(Path.of("/usr/bin/chromium"), Path.of("/usr/bin/google-chrome"));
  private static final Path DRIVER = Path.of("/usr/bin/chromedriver");

  private ConsoleBrowser() {}

  /** Starts it with a profile of its own; skips the test where there is none. */
  static ChromeDriver start(Path folder) {
    Optional<Path> binary = BROWSERS.stream().filter(Files::isExecutable).findFirst();
    if (binary.isEmpty() || !Files.isExecutable(DRIVER)) {
      String missing = "no Chromium with its driver: install chromium and chromium-driver";
      if ("true".equals(System.getenv("CI"))) {
        throw new AssertionError(missing);
      }
      abort(missing);
    }
    ChromeOptions options = new ChromeOptions();
    options.setBinary(binary.get().toString());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--hide-scrollbars",
        "--force-device-scale-factor=1.5",
        "--user-data-dir=" + folder.resolve("profile"));
    // With both paths given, Selenium looks for nothing and downloads nothing.
    ChromeDriver browser =
        new ChromeDriver(
            new ChromeDriverService.Builder().usingDriverExecutable(DRIVER.toFile()).build(),
            options);
    browser.manage().window().setSize(new Dimension(1280, 1060));
    return browser;
  }

  static void logIn(ChromeDriver browser, TestServer server) {
    browser.get(server.server.url().toString());
    browser.findElement(By.name("password")).sendKeys(TestServer.PASSWORD);
    browser.findElement(By.cssSelector("button.primary")).click();
    new WebDriverWait(browser, Duration.ofSeconds(20))
        .until(ExpectedConditions.titleContains("Devices"));
  }

  static void darkMode(ChromeDriver browser) {
    browser.executeCdpCommand(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", "dark"))));
  }

  /** Makes the page as wide as a telephone's, which the window of a browser can't be. */
  static void narrow(ChromeDriver browser, int width) {
    browser.executeCdpCommand(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", 800, "deviceScaleFactor", 1, "mobile", true));
  }
}
