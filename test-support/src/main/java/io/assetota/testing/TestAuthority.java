package io.assetota.testing;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** An authority that gives certificates to servers and devices, as keytool makes them. */
public final class TestAuthority {
  /** The password of every key store. */
  public static final String PASSWORD = "of the store";

  private final Path store;
  private final KeyStore trusted;

  private TestAuthority(Path store) throws Exception {
    this.store = store;
    trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("ca", load(store).getCertificate("ca"));
  }

  public static TestAuthority make(Path store) throws Exception {
    keytool(store, "ca", "-dname", "CN=authority", "-ext", "bc:c", "-startdate", "-30d");
    return new TestAuthority(store);
  }

  /** A key and a certificate of the authority, for a host or an IPv4 address, for five days. */
  public KeyStore identity(String host, String from) throws Exception {
    Path file = Files.createTempFile(store.getParent(), "identity", ".p12");
    Files.write(file, Files.readAllBytes(store));
    keytool(
        file,
        "own",
        "-signer",
        "ca",
        "-dname",
        "CN=" + host,
        "-ext",
        (host.matches("[0-9.]+") ? "san=ip:" : "san=dns:") + host,
        "-startdate",
        from,
        "-validity",
        "5");
    KeyStore identity = load(file);
    identity.deleteEntry("ca");
    return identity;
  }

  /** Writes a key store with an identity for a host, as a user gives one to a program. */
  public Path writeIdentity(Path file, String host) throws Exception {
    try (OutputStream out = Files.newOutputStream(file)) {
      identity(host, "-1d").store(out, PASSWORD.toCharArray());
    }
    return file;
  }

  /** Writes the certificate of the authority as PEM. */
  public Path writeCertificate(Path file) throws Exception {
    StringBuilder pem = new StringBuilder();
    append(pem, "CERTIFICATE", trusted.getCertificate("ca").getEncoded());
    return Files.writeString(file, pem);
  }

  /** Key and certificates of an identity, as servers that aren't Java read them. */
  public static String pem(KeyStore identity) throws Exception {
    StringBuilder pem = new StringBuilder();
    append(pem, "PRIVATE KEY", identity.getKey("own", PASSWORD.toCharArray()).getEncoded());
    for (Certificate certificate : identity.getCertificateChain("own")) {
      append(pem, "CERTIFICATE", certificate.getEncoded());
    }
    return pem.toString();
  }

  private static void append(StringBuilder pem, String what, byte[] content) {
    pem.append("-----BEGIN ").append(what).append("-----\n");
    pem.append(Base64.getMimeEncoder().encodeToString(content));
    pem.append("\n-----END ").append(what).append("-----\n");
  }

  /** TLS for who trusts this authority, and shows an identity if there is one. */
  public SSLContext tls(@Nullable KeyStore identity) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(identity, PASSWORD.toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static void keytool(Path store, String alias, String... more) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-XX:TieredStopAtLevel=1", // it runs for less than a second
                "-J-XX:+UseSerialGC",
                "-genkeypair",
                "-alias",
                alias,
                "-keyalg",
                "EC",
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
    command.addAll(List.of(more));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new AssertionError(said);
    }
  }

  private static KeyStore load(Path file) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    return store;
  }
}
