package io.assetota.server.web.limit;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** The network of a client, which usually has one owner. */
public final class Network {
  /** Whoever has one IPv6 address usually has all of its network of 64 bits (RFC 6177). */
  private static final int IPV6_BYTES = 8;

  private Network() {}

  /** Returns the IPv4 address, or the IPv6 network. */
  public static String of(@Nullable SocketAddress address) {
    return address instanceof InetSocketAddress internet && internet.getAddress() != null
        ? of(internet.getAddress())
        : "unknown";
  }

  static String of(InetAddress address) {
    return address instanceof Inet6Address
        ? HexFormat.of().formatHex(Arrays.copyOf(address.getAddress(), IPV6_BYTES)) + "/64"
        : address.getHostAddress();
  }
}
