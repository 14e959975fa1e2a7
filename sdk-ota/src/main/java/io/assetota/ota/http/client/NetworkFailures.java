package io.assetota.ota.http.client;

import com.google.common.base.Throwables;
import io.assetota.ota.http.Origin;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.http.SourceException.Kind;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** What went wrong between a device and a server, for people. */
final class NetworkFailures {
  private NetworkFailures() {}

  static String describe(IOException e) {
    if (has(e, UnresolvedAddressException.class) || has(e, UnknownHostException.class)) {
      return "the name of the host can't be resolved: is it right, and is there a network?";
    }
    if (e instanceof HttpConnectTimeoutException) {
      return "the host doesn't accept a connection in time";
    }
    if (e instanceof HttpTimeoutException) {
      return "the server doesn't answer in time";
    }
    String message = message(e);
    if (has(e, ConnectException.class)
        && (message.startsWith("Connection refused") || message.equals("ConnectException"))) {
      return "no connection can be made: does the server run there, and is the port right?";
    }
    if (message.contains("header parser received no bytes")) {
      return "the server closed the connection instead of answering";
    }
    return message;
  }

  /** Java's client wraps the reason of some failures into an exception that has no message. */
  private static String message(IOException e) {
    return Throwables.getCausalChain(e).stream()
        .map(Throwable::getMessage)
        .filter(m -> m != null && !m.isBlank())
        .findFirst()
        .orElse(e.getClass().getSimpleName());
  }

  private static boolean has(IOException e, Class<? extends Throwable> kind) {
    return Throwables.getCausalChain(e).stream().anyMatch(kind::isInstance);
  }

  /**
   * Whether a connection that was there has ended: as servers end them that have answered so many
   * requests, or have begun to stop. Who asks again at once gets a new one.
   */
  static boolean isBreak(IOException e) {
    return !(e instanceof SourceException
        || e instanceof TooSlowException
        || e instanceof HttpTimeoutException
        || e instanceof SSLException
        || has(e, ConnectException.class)
        || has(e, UnresolvedAddressException.class)
        || has(e, UnknownHostException.class));
  }

  /**
   * Whether one of the two said no to the other: with a certificate that is not right, or an alert.
   * Everything else is a connection that ended before anybody could be trusted or not.
   */
  static boolean isRefusal(SSLException e) {
    return Throwables.getCausalChain(e).stream()
        .anyMatch(
            cause ->
                cause instanceof GeneralSecurityException
                    || String.valueOf(cause.getMessage()).contains("fatal alert"));
  }

  static SourceException untrusted(URI uri, SSLException e) {
    String why = String.valueOf(e.getMessage());
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateExpiredException) {
        why = "its certificate has expired";
      } else if (cause instanceof CertificateNotYetValidException) {
        why = "its certificate is not valid yet; is the clock of this machine right?";
      } else if (cause instanceof CertificateException
          && String.valueOf(cause.getMessage()).contains("subject alt")) {
        why = "its certificate is for another host";
      } else if (cause instanceof CertPathBuilderException) {
        why = "its certificate comes from an authority that this machine doesn't trust";
      }
    }
    return new SourceException(
        Kind.UNTRUSTED, "no trust in " + Origin.printable(uri) + ": " + why, e);
  }
}
