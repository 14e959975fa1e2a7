package io.assetota.ota.operator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.assetota.core.model.AssetException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeviceListTest {
  private static List<String> parse(String text) throws AssetException {
    return DeviceList.parse("list.txt", text.getBytes(UTF_8));
  }

  @Test
  void hasEachDeviceOnceWithoutRemarks() throws AssetException {
    assertThat(parse("\uFEFF# the lab\r\n gw-2 # a remark\n\ngw-1\ngw#3\ngw-2"))
        .containsExactly("gw-2", "gw-1", "gw#3");
  }

  @Test
  void hasOneToNineThousandDevices() throws AssetException {
    String most =
        IntStream.range(0, 9000).mapToObj(i -> "gw-" + i).collect(Collectors.joining("\n"));
    assertThat(parse(most)).hasSize(9000);
    assertThatThrownBy(() -> parse(most + "\nanother"))
        .hasMessageContainingAll("list.txt has 9001 devices", "1 to 9000");
    assertThatThrownBy(() -> parse("# none\n")).hasMessageContaining("list.txt has 0 devices");
  }

  @Test
  void aLongFileIsNoList() throws AssetException {
    byte[] blank = " ".repeat(DeviceList.MAX_BYTES - 1).concat("g").getBytes(UTF_8);
    assertThat(DeviceList.parse("list.txt", blank)).containsExactly("g");
    assertThatThrownBy(() -> DeviceList.parse("list.txt", new byte[DeviceList.MAX_BYTES + 1]))
        .hasMessageContaining("list.txt is longer than 2 MiB");
  }
}
