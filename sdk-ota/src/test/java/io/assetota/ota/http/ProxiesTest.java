package io.assetota.ota.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import io.assetota.ota.Bundles;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which proxy is used, as curl's manual page tells it. */
class ProxiesTest {
  private static Proxies of(String... pairs) throws AssetException {
    return Proxies.of(environment(pairs)).orElseThrow();
  }

  private static Map<String, String> environment(String... pairs) {
    Map<String, String> environment = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      environment.put(pairs[i], pairs[i + 1]);
    }
    return environment;
  }

  private static String chosen(Proxies proxies, String uri) {
    Proxy proxy = proxies.select(URI.create(uri)).get(0);
    return proxy.address() instanceof InetSocketAddress a
        ? a.getHostString() + ":" + a.getPort()
        : "none";
  }

  @Test
  void eachSchemeHasItsOwnAndAllIsForTheRest() throws AssetException {
    Proxies two = of("http_proxy", "http://plain:3128", "https_proxy", "secure.example:8080/");
    assertThat(chosen(two, "http://a.example/")).isEqualTo("plain:3128");
    assertThat(chosen(two, "HTTPS://a.example/")).isEqualTo("secure.example:8080");

    Proxies one = of("https_proxy", "secure");
    assertThat(chosen(one, "https://a.example/")).isEqualTo("secure:1080");
    assertThat(chosen(one, "http://a.example/")).isEqualTo("none");

    Proxies rest = of("ALL_PROXY", "http://[::1]:3128", "http_proxy", "plain:1");
    assertThat(chosen(rest, "https://a.example/")).isEqualTo("::1:3128");
    assertThat(chosen(rest, "http://a.example/")).isEqualTo("plain:1");
  }

  @Test
  void aHeaderOfAClientOfAWebServerIsNoProxy() throws AssetException {
    assertThat(Proxies.of(Map.of("HTTP_PROXY", "http://evil:1"))).isEmpty();
    assertThat(Proxies.of(Map.of("https_proxy", "", "no_proxy", "*"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com/, none",
    "http://www.example.com/, none",
    "http://WWW.Example.Com/, none",
    "http://badexample.com/, p:1",
    "http://sub.corp/, none",
    "http://corp/, none",
    "http://192.168.1.9/, none",
    "http://192.169.1.9/, p:1",
    "http://10.0.0.7/, none",
    "http://10.0.0.8/, p:1",
    "http://[fe80::1]/, none",
    "http://[fe81::1]/, p:1",
    "http://my_host:8080/, none",
    "http://localhost/, p:1"
  })
  void noProxyNamesWhatIsAskedDirectly(String uri, String proxy) throws AssetException {
    Proxies proxies =
        of(
            "http_proxy",
            "p:1",
            "no_proxy",
            "example.com, .corp,192.168.0.0/16,10.0.0.7 [fe80::]/16,fe80::/16,my_host");
    assertThat(chosen(proxies, uri)).isEqualTo(proxy);
    assertThat(chosen(of("http_proxy", "p:1", "NO_PROXY", "*"), uri)).isEqualTo("none");
  }

  @Test
  void whatIsNoProxyIsToldWithoutItsPassword() {
    assertThatThrownBy(() -> of("http_proxy", "socks5://user:secret@p:1"))
        .hasMessageContaining("socks5")
        .hasMessageNotContaining("secret");
    assertThatThrownBy(() -> of("http_proxy", "http://user:secret@p:99999"))
        .hasMessageContaining("99999")
        .hasMessageNotContaining("secret");
  }

  @Test
  void aBundleComesThroughAProxyThatWantsToKnowWhoAsks() throws IOException {
    byte[] content = Bundles.noise(20_000, 1);
    try (RangeServer proxy = new RangeServer(content)) {
      String address = "http://me:p%40ss@localhost:" + proxy.uri().getPort();
      HttpOptions options =
          HttpOptions.of(HttpClient.newBuilder().proxy(of("http_proxy", address)).build());
      try (BundleSource source =
          BundleSource.of(URI.create("http://updates.example/bundle.zip"), options)) {
        assertThat(source.size()).isEqualTo(content.length);
      }
      assertThat(proxy.log())
          .singleElement()
          .satisfies(
              r -> {
                assertThat(r.path()).isEqualTo("http://updates.example/bundle.zip");
                // "me:p@ss"
                assertThat(r.header("Proxy-Authorization")).isEqualTo("Basic bWU6cEBzcw==");
              });
    }
  }

  @Test
  void aProxyThatWantsAPasswordIsToldAsThat() throws IOException {
    try (RangeServer proxy = new RangeServer(new byte[100])) {
      proxy.behave(
          (request, response) ->
              response.send("407 Who", List.of("Content-Length: 0"), new byte[0]));
      HttpOptions options =
          HttpOptions.of(
                  HttpClient.newBuilder()
                      .proxy(of("http_proxy", "localhost:" + proxy.uri().getPort()))
                      .build())
              .withRetries(new Retries(1, Duration.ofMillis(1), Duration.ofMillis(1)));
      try (BundleSource source =
          BundleSource.of(URI.create("http://updates.example/bundle.zip"), options)) {
        assertThatThrownBy(source::size).hasMessageContaining("the proxy demands credentials");
      }
    }
  }
}
