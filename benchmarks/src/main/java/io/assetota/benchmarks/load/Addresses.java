package io.assetota.benchmarks.load;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Addresses of this machine that clients connect from, as if they were in several networks. */
final class Addresses {
  private static final int DEVICES_OF_A_NETWORK = 250;

  private Addresses() {}

  /** As devices of one site, behind its router. */
  static InetAddress ofDevice(int number) {
    return loopback(
        1 + number / DEVICES_OF_A_NETWORK / 200, 1 + number / DEVICES_OF_A_NETWORK % 200);
  }

  /** Of somebody who sends nothing. */
  static InetAddress ofSilent(int number) {
    return loopback(200, 1 + number % 200);
  }

  private static InetAddress loopback(int third, int fourth) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 1, (byte) third, (byte) fourth});
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("not an address", e);
    }
  }
}
