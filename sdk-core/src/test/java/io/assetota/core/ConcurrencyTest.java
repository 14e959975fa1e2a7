package io.assetota.core;

import static org.assertj.core.api.Assertions.assertThat;

import io.assetota.core.device.ConsumerState;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.DeviceBusyException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several threads use one device at the same time. */
final class ConcurrencyTest {
  private static final int READERS = 4;
  private static final int INSTALLATIONS = 15;

  @TempDir private Path home;

  private static Release release(int number) {
    byte[] content = new byte[20_000];
    new Random(number).nextBytes(content);
    return Release.of("release " + number, "same", "stays").with("changing", content);
  }

  @Test
  void readersSeeTheOldOrTheNewAndNeverAMix() throws Exception {
    List<Release> releases = new ArrayList<>();
    for (int i = 0; i < INSTALLATIONS; i++) {
      releases.add(release(i));
    }
    AtomicBoolean done = new AtomicBoolean();
    ExecutorService threads = Executors.newFixedThreadPool(READERS + 1);
    try (Device device = Device.open(home)) {
      releases.get(0).installOn(device);
      List<Future<Integer>> readers = new ArrayList<>();
      for (int i = 0; i < READERS; i++) {
        readers.add(threads.submit(() -> read(device, done)));
      }
      Future<?> looker = threads.submit(() -> look(done));
      for (Release release : releases) {
        release.installOn(device);
      }
      done.set(true);
      for (Future<Integer> reader : readers) {
        assertThat(reader.get()).isPositive();
      }
      looker.get();
      Devices.assertHas(device, releases.get(INSTALLATIONS - 1));
    } finally {
      done.set(true);
      threads.shutdown();
    }
  }

  @Test
  void anotherThreadMayAnswerForACallbackThatWaitsForIt() throws Exception {
    ExecutorService other = Executors.newSingleThreadExecutor();
    try (Device device = Device.open(home)) {
      release(1).installOn(device);
      device.onAssetOta(
          available -> other.submit(() -> handled(device)).get(1, TimeUnit.MINUTES)); // or it hangs
      assertThat(device.start().outcome()).isEqualTo(StartResult.Outcome.NOTIFIED);
      assertThat(device.status().consumerState()).isEqualTo(ConsumerState.HANDLED);
    } finally {
      other.shutdown();
    }
  }

  private static Void handled(Device device) throws IOException {
    device.assetsHandled(true);
    return null;
  }

  private static int read(Device device, AtomicBoolean done) throws IOException {
    int rounds = 0;
    while (!done.get() || rounds == 0) {
      DeviceStatus status = device.status();
      assertThat(status.missing()).isEmpty();
      for (Asset asset : status.available()) {
        try (AssetReader in = asset.open()) {
          assertThat(AssetHash.ofContent(in.readAllBytes())).isEqualTo(asset.hash());
        } catch (AssetException e) {
          assertThat(e).hasMessageContaining("no longer stored"); // two sets ago by now
        }
      }
      device.assetsHandled(rounds % 2 == 0);
      rounds++;
    }
    return rounds;
  }

  private Void look(AtomicBoolean done) throws IOException {
    while (!done.get()) {
      try {
        assertThat(AssetManager.look(home).missing()).isEmpty();
      } catch (DeviceBusyException e) {
        assertThat(e).hasMessageContaining("look again later");
      }
    }
    return null;
  }
}
