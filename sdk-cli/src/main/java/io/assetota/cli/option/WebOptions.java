package io.assetota.cli.option;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.cli.files.InputFile;
import io.assetota.cli.files.SecretFile;
import io.assetota.core.files.SecretText;
import io.assetota.core.model.AssetException;
import io.assetota.ota.http.Authorities;
import io.assetota.ota.http.HttpOptions;
import io.assetota.ota.http.Proxies;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of HTTP connections, for commands that take an address. */
public final class WebOptions {
  /** Servers accept no more. */
  private static final int MAX_HEADERS = 16 * 1024;

  @Option(
      names = "--ca",
      paramLabel = "FILE.pem",
      description = "Trust only servers with certificates of these authorities.")
  @Nullable Path authorities;

  @Option(
      names = "--client-cert",
      paramLabel = "FILE.p12",
      description = "A key store with the client certificate and its key.")
  @Nullable Path clientStore;

  @Option(
      names = "--client-password-file",
      paramLabel = "FILE",
      description = "A file with the password of the client key store.")
  @Nullable Path clientPassword;

  @Option(
      names = "--header-file",
      paramLabel = "FILE",
      description = "A file with HTTP headers to send, one 'Name: value' in each line.")
  @Nullable Path headers;

  @Option(
      names = "--proxy",
      paramLabel = "[USER:PASSWORD@]HOST:PORT",
      description =
          "The HTTP proxy to use. Default: the environment variables http_proxy, https_proxy,"
              + " all_proxy and no_proxy.")
  @Nullable String proxy;

  /** Returns whether there is a client certificate, which identifies a device. */
  public boolean hasClientCertificate() {
    return clientStore != null;
  }

  /** Returns whether the user gave any of these options. */
  public boolean areUsed() {
    return authorities != null
        || clientStore != null
        || clientPassword != null
        || headers != null
        || proxy != null;
  }

  /**
   * Reads the files.
   *
   * @return the default options, changed by what the user gave
   * @throws AssetException if the content of a file is wrong
   * @throws IOException if a file can't be read
   */
  public HttpOptions read() throws IOException {
    return read(System.getenv());
  }

  HttpOptions read(Map<String, String> environment) throws IOException {
    allowWhatIsAskedFor();
    Map<String, String> sent = headers == null ? Map.of() : readHeaders(headers);
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(HttpOptions.CONNECT_TIMEOUT);
    Optional<Proxies> proxies =
        proxy == null ? Proxies.of(environment) : Optional.of(Proxies.through(proxy, environment));
    proxies.ifPresent(client::proxy);
    if (authorities != null || clientStore != null) {
      client.sslContext(tls());
    }
    HttpOptions options = HttpOptions.of(client.build());
    return sent.isEmpty() ? options : options.withHeaders(sent);
  }

  /**
   * Allows what Java's client refuses unless properties say otherwise before its first request: a
   * Host header of our own, which host names with an underscore and IPv6 zones need, and a user and
   * password for a proxy of https addresses, which the user has given for this purpose.
   */
  private static void allowWhatIsAskedFor() {
    Properties properties = System.getProperties();
    properties.putIfAbsent("jdk.httpclient.allowRestrictedHeaders", "host");
    properties.putIfAbsent("jdk.http.auth.tunneling.disabledSchemes", "");
  }

  private SSLContext tls() throws IOException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          clientStore == null ? null : ownKeys(clientStore),
          authorities == null ? null : trustIn(authorities),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssetException("Java can't set up TLS: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trustIn(Path file) throws IOException {
    InputFile input = new InputFile(file);
    input.requireFile();
    return Authorities.parse(input.shown(), input.readBriefly(Authorities.MAX_BYTES + 1))
        .trustManagers();
  }

  private KeyManager[] ownKeys(Path file) throws IOException {
    new InputFile(file).requireFile();
    char[] password =
        clientPassword == null ? new char[0] : SecretFile.read(clientPassword).toCharArray();
    try {
      KeyStore store = KeyStore.getInstance(file.toFile(), password);
      KeyManagerFactory keys =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      keys.init(store, password);
      return keys.getKeyManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new AssetException(
          "the key store " + new InputFile(file).shown() + " can't be opened: " + e.getMessage(),
          e);
    }
  }

  private static Map<String, String> readHeaders(Path file) throws IOException {
    byte[] content = new InputFile(file).readBriefly(MAX_HEADERS + 1);
    if (content.length > MAX_HEADERS) {
      throw new AssetException(
          new InputFile(file).shown()
              + " does not contain HTTP headers: it has more than "
              + MAX_HEADERS
              + " bytes");
    }
    Map<String, String> headers = new LinkedHashMap<>();
    HttpRequest.Builder trial = HttpRequest.newBuilder();
    for (String line : SecretText.trimmed(new String(content, UTF_8)).lines().toList()) {
      if (line.isBlank()) {
        continue;
      }
      List<String> parts = Splitter.on(':').limit(2).trimResults().splitToList(line);
      try {
        if (parts.size() != 2) {
          throw new IllegalArgumentException("no colon");
        }
        if (parts.get(0).equalsIgnoreCase("Host")) {
          throw new IllegalArgumentException("the address determines it");
        }
        trial.setHeader(parts.get(0), parts.get(1));
      } catch (IllegalArgumentException e) {
        // Without the line and the cause, which may quote a secret.
        throw new AssetException(
            new InputFile(file).shown() + ": a line is not a valid 'Name: value' header");
      }
      headers.put(parts.get(0), parts.get(1));
    }
    return headers;
  }
}
