package io.assetota.ota.http;

import io.assetota.core.files.TextFile;
import io.assetota.core.model.AssetException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Authorities whose certificates servers must have, instead of those that Java trusts. */
public final class Authorities {
  /** The most bytes of a file: five times the size of the authorities that browsers trust. */
  public static final int MAX_BYTES = 1024 * 1024;

  private final TrustManagerFactory trust;

  private Authorities(TrustManagerFactory trust) {
    this.trust = trust;
  }

  /**
   * Reads certificates.
   *
   * @param name what the file is called in messages
   * @param content its bytes: X.509 certificates in PEM format; one more than {@link #MAX_BYTES} is
   *     enough of a longer one
   * @return the authorities
   * @throws AssetException if it is too long, or has no certificates
   * @throws IOException if Java can't keep them
   */
  public static Authorities parse(String name, byte[] content) throws IOException {
    if (content.length > MAX_BYTES) {
      throw new AssetException(
          name
              + " has more than "
              + MAX_BYTES
              + " bytes: give a file with certificates of authorities only");
    }
    try {
      KeyStore anchors = KeyStore.getInstance("PKCS12");
      anchors.load(null, null);
      int count = 0;
      for (Certificate certificate :
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(TextFile.withoutMark(content)))) {
        anchors.setCertificateEntry("ca" + count++, certificate);
      }
      if (count == 0) {
        throw new AssetException(name + " contains no certificate");
      }
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(anchors);
      return new Authorities(trust);
    } catch (GeneralSecurityException e) {
      throw new AssetException(
          name + " does not contain certificates in PEM format: " + e.getMessage(), e);
    }
  }

  /**
   * Returns what trusts these authorities, and no other.
   *
   * @return for an {@link SSLContext}, also together with keys of a client
   */
  public TrustManager[] trustManagers() {
    return trust.getTrustManagers();
  }

  /**
   * Makes the context of a client without a certificate of its own.
   *
   * @return for the {@code sslContext} of an HTTP client
   * @throws AssetException if Java can't set up TLS
   */
  public SSLContext context() throws AssetException {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new AssetException("Java can't set up TLS: " + e.getMessage(), e);
    }
  }
}
