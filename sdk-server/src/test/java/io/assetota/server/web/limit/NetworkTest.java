package io.assetota.server.web.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

class NetworkTest {
  private static String of(String address) throws UnknownHostException {
    return Network.of(InetAddress.getByName(address));
  }

  @Test
  void anOwnerHasOneIpv4AddressAndAWholeIpv6Network() throws UnknownHostException {
    assertThat(of("192.0.2.1")).isNotEqualTo(of("192.0.2.2"));
    assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff:1:2:3"));
    assertThat(of("2001:db8:1:2::1")).isNotEqualTo(of("2001:db8:1:3::1"));
    assertThat(of("::ffff:192.0.2.1")).isEqualTo(of("192.0.2.1"));
  }
}
