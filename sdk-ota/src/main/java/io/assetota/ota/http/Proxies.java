package io.assetota.ota.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.net.InetAddresses;
import com.google.common.primitives.Ints;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Selects the proxy for an address, as curl reads it from the environment: {@code http_proxy} (in
 * lower case only, as a web server puts a header of its clients into the other one), {@code
 * https_proxy}, {@code all_proxy} and {@code no_proxy}. For {@link
 * java.net.http.HttpClient.Builder#proxy}. Immutable.
 *
 * <p>A proxy is {@code [http://][user:password@]host[:port]}; the default port is 1080. Java's
 * client sends user and password to a proxy for https addresses only if the property {@code
 * jdk.http.auth.tunneling.disabledSchemes} is empty when its first request is made.
 */
public final class Proxies extends ProxySelector {
  private static final Logger log = LoggerFactory.getLogger(Proxies.class);
  private static final int USUAL_PORT = 1080;

  private final @Nullable Server http;
  private final @Nullable Server https;
  private final List<String> direct;

  /** A proxy and its credentials. */
  private record Server(InetSocketAddress address, Optional<String> authorization) {}

  private Proxies(@Nullable Server http, @Nullable Server https, List<String> direct) {
    this.http = http;
    this.https = https;
    this.direct = direct;
  }

  /**
   * Reads the environment.
   *
   * @param environment such as {@link System#getenv()}
   * @return the proxies; empty if it names none
   * @throws AssetException if what it names is no proxy
   */
  public static Optional<Proxies> of(Map<String, String> environment) throws AssetException {
    Server all = server(value(environment, "all_proxy", "ALL_PROXY"));
    Server http = server(value(environment, "http_proxy"));
    Server https = server(value(environment, "https_proxy", "HTTPS_PROXY"));
    if (all == null && http == null && https == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Proxies(
            http == null ? all : http,
            https == null ? all : https,
            noProxy(value(environment, "no_proxy", "NO_PROXY"))));
  }

  /**
   * Returns one proxy for all addresses except those in {@code no_proxy}.
   *
   * @param proxy the proxy
   * @param environment where {@code no_proxy} is looked up, such as {@link System#getenv()}
   * @return the proxies
   * @throws AssetException if it is no proxy
   */
  public static Proxies through(String proxy, Map<String, String> environment)
      throws AssetException {
    Server server = server(proxy);
    if (server == null) {
      throw new AssetException("a proxy is [http://][user:password@]host[:port]");
    }
    return new Proxies(server, server, noProxy(value(environment, "no_proxy", "NO_PROXY")));
  }

  private static String value(Map<String, String> environment, String... names) {
    for (String name : names) {
      String value = environment.getOrDefault(name, "").trim();
      if (!value.isEmpty()) {
        return value;
      }
    }
    return "";
  }

  private static List<String> noProxy(String list) {
    return Splitter.on(CharMatcher.anyOf(", \t"))
        .omitEmptyStrings()
        .splitToStream(list.toLowerCase(Locale.ROOT))
        .toList();
  }

  private static @Nullable Server server(String proxy) throws AssetException {
    if (proxy.isEmpty()) {
      return null;
    }
    String address = proxy.contains("://") ? proxy : "http://" + proxy;
    String scheme = address.substring(0, address.indexOf("://")).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http")) {
      throw new AssetException(
          "a proxy with the protocol " + scheme + " is not supported, only one with http");
    }
    URI uri = WebAddress.parse(address);
    String host = CharMatcher.anyOf("[]").trimFrom(Origin.of(uri).host());
    boolean given = address.replaceFirst("/*$", "").matches(".*:\\d+");
    int port = given ? Origin.of(uri).port() : USUAL_PORT;
    return new Server(InetSocketAddress.createUnresolved(host, port), authorization(uri));
  }

  private static Optional<String> authorization(URI uri) {
    String authority = uri.getRawAuthority();
    int at = authority.lastIndexOf('@');
    if (at < 0) {
      return Optional.empty();
    }
    String who = URLDecoder.decode(authority.substring(0, at).replace("+", "%2B"), UTF_8);
    String credentials = who.contains(":") ? who : who + ":";
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8)));
  }

  private Optional<Server> serverFor(URI uri) {
    Origin origin = Origin.of(uri);
    String host = CharMatcher.anyOf("[]").trimFrom(origin.host()).replaceFirst("%.*", "");
    Server server = origin.scheme().equals("https") ? https : http;
    return direct.stream().anyMatch(entry -> matches(entry, host))
        ? Optional.empty()
        : Optional.ofNullable(server);
  }

  /** A name includes its subdomains, an address may be a network. */
  private static boolean matches(String entry, String host) {
    if (entry.equals("*")) {
      return true;
    }
    String name = CharMatcher.anyOf("[]").trimFrom(entry);
    if (InetAddresses.isInetAddress(host)) {
      return Network.parse(name).map(n -> n.has(InetAddresses.forString(host))).orElse(false);
    }
    name = name.startsWith(".") ? name.substring(1) : name;
    return !name.isEmpty() && (host.equals(name) || host.endsWith("." + name));
  }

  /**
   * Returns the credentials for the proxy of an address.
   *
   * @param uri the address that is asked
   * @return the value of {@code Proxy-Authorization}, if there is a proxy with a user
   */
  public Optional<String> authorizationFor(URI uri) {
    return serverFor(uri).flatMap(Server::authorization);
  }

  @Override
  public List<Proxy> select(URI uri) {
    return List.of(
        serverFor(uri).map(s -> new Proxy(Proxy.Type.HTTP, s.address())).orElse(Proxy.NO_PROXY));
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {
    log.warn("The proxy {} can't be reached: {}", address, failure.getMessage());
  }

  /** An address, or a network like 10.0.0.0/8. */
  private record Network(InetAddress address, int bits) {
    static Optional<Network> parse(String text) {
      List<String> parts = Splitter.on('/').limit(2).splitToList(text);
      if (!InetAddresses.isInetAddress(parts.get(0))) {
        return Optional.empty();
      }
      InetAddress address = InetAddresses.forString(parts.get(0));
      int all = address.getAddress().length * Byte.SIZE;
      Integer bits = parts.size() == 1 ? Integer.valueOf(all) : Ints.tryParse(parts.get(1));
      return bits == null || bits < 0 || bits > all
          ? Optional.empty()
          : Optional.of(new Network(address, bits));
    }

    boolean has(InetAddress host) {
      byte[] one = address.getAddress();
      byte[] other = host.getAddress();
      if (other.length != one.length) {
        return false;
      }
      int ignored = one.length * Byte.SIZE - bits;
      BigInteger difference = new BigInteger(1, one).xor(new BigInteger(1, other));
      return difference.shiftRight(ignored).signum() == 0;
    }
  }
}
