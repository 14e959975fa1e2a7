package io.assetota.ota;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.Bytes;
import io.assetota.bundle.BundleBuilder;
import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetHash;
import io.assetota.ota.source.BundleSource;
import io.assetota.ota.source.RangeServer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody changes the stored asset that an update takes chunks from, while it does so. */
class DeltaBaseChangesTest {
  private static final int CHANGE = 1_300_000;
  private static final byte[] BEFORE = Bundles.noise(2_000_000, 1);
  private static final byte[] AFTER =
      Bytes.concat(
          Arrays.copyOf(BEFORE, CHANGE),
          Bundles.noise(1000, 2),
          Arrays.copyOfRange(BEFORE, CHANGE, BEFORE.length));
  private static final byte[] OTHER = Bundles.noise(2_000_000, 3);
  private static final String BASE = "store/" + AssetHash.ofContent(BEFORE);
  private static final String MODULE = ".asset";
  private static final String TABLE = ".chunks";

  @TempDir private static Path made;
  private static Path first;
  private static Path second;

  @TempDir private Path folder;

  /** What is changed, in the folder of a device. */
  private enum Fault {
    GONE {
      @Override
      void make(Path home) throws IOException {
        Files.delete(home.resolve(BASE + MODULE));
      }
    },
    ANOTHER_ASSET {
      @Override
      void make(Path home) throws IOException {
        replace(home, MODULE, stored("other", OTHER));
      }
    },
    STORED_IN_ONE_PIECE {
      @Override
      void make(Path home) throws IOException {
        replace(home, MODULE, stored("whole", BEFORE));
      }
    },
    EMPTY {
      @Override
      void make(Path home) throws IOException {
        truncate(home, MODULE, 0);
      }
    },
    CUT_OFF {
      @Override
      void make(Path home) throws IOException {
        truncate(home, MODULE, 900_000);
      }
    },
    OVERWRITTEN {
      @Override
      void make(Path home) throws IOException {
        try (FileChannel file = write(home, MODULE)) {
          file.write(ByteBuffer.allocate(1_100_000), 800_000);
        }
      }
    },
    TABLE_GONE {
      @Override
      void make(Path home) throws IOException {
        Files.delete(home.resolve(BASE + TABLE));
      }
    },
    TABLE_OF_ANOTHER_ASSET {
      @Override
      void make(Path home) throws IOException {
        replace(home, TABLE, stored("other", OTHER));
      }
    },
    TABLE_CUT_OFF {
      @Override
      void make(Path home) throws IOException {
        truncate(home, TABLE, 100);
      }
    };

    abstract void make(Path home) throws IOException;

    private static Path stored(String device, byte[] content) {
      return made.resolve(device).resolve("store/" + AssetHash.ofContent(content));
    }

    private static void replace(Path home, String kind, Path by) throws IOException {
      Path beside = Files.copy(Path.of(by + kind), home.resolve("other"));
      Files.move(beside, home.resolve(BASE + kind), StandardCopyOption.ATOMIC_MOVE);
    }

    private static FileChannel write(Path home, String kind) throws IOException {
      return FileChannel.open(home.resolve(BASE + kind), StandardOpenOption.WRITE);
    }

    private static void truncate(Path home, String kind, long length) throws IOException {
      try (FileChannel file = write(home, kind)) {
        file.truncate(length);
      }
    }
  }

  @BeforeAll
  static void bundles() throws IOException {
    first = Bundles.build(made.resolve("1.zip"), 1, Map.of("map.bin", BEFORE));
    second = Bundles.build(made.resolve("2.zip"), 2, Map.of("map.bin", AFTER));
    install(
        made.resolve("other"), Bundles.build(made.resolve("3.zip"), 3, Map.of("map.bin", OTHER)));
    install(
        made.resolve("whole"),
        BundleBuilder.forApplication(Bundles.application(4))
            .withoutChunks()
            .asset("map.bin", BEFORE)
            .writeTo(made.resolve("4.zip"))
            .file());
  }

  private static void install(Path home, Path bundle) throws IOException {
    try (Installer installer = Installer.open(home)) {
      UpdateAgent.forDevice(installer).build().install(bundle);
    }
  }

  private static ByteRange data() throws IOException {
    try (Bundle bundle = Bundle.open(second)) {
      return bundle.asset("map.bin").orElseThrow().dataRange().orElseThrow();
    }
  }

  /** Makes the fault when the server is asked for a part of the asset for the nth time. */
  private static void makeAt(int nth, Fault fault, Path home, RangeServer server)
      throws IOException {
    ByteRange data = data();
    AtomicInteger asked = new AtomicInteger();
    server.behave(
        (request, response) -> {
          long[] range = response.range();
          boolean isPart = range[0] >= data.start() && range[1] < data.end();
          if (isPart && asked.incrementAndGet() == nth) {
            fault.make(home);
          }
          response.serve();
        });
  }

  /** How many bytes an update has moved, and how many of that asset were planned. */
  private record Moved(long bytes, long planned) {}

  /** Updates the device while a fault happens, and asserts that it has what it should. */
  private Moved updateWith(int nth, Fault fault) throws IOException {
    try (Installer device = Installer.open(folder);
        RangeServer server = new RangeServer(Files.readAllBytes(second));
        BundleSource source = BundleSource.of(server.uri())) {
      makeAt(nth, fault, folder, server);
      UpdateResult result =
          UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
      assertRight(device, result, server);
      return new Moved(server.bodyBytes(), result.plan().fetches().get(0).bytes());
    }
  }

  private void assertRight(Installer device, UpdateResult result, RangeServer server)
      throws IOException {
    Devices.assertHas(device, Map.of("map.bin", AFTER));
    assertThat(result.plan().fetches().get(0).isDelta()).isTrue();
    assertThat(result.bytesFetched()).isEqualTo(server.bodyBytes());
    assertThat(server.bodyBytes()).isLessThan(Files.size(second) * 11 / 10);
    assertThat(server.requests()).as("near chunks come together").isLessThan(16);
    assertThat(device.stagingFolder()).isEmptyDirectory();
  }

  @ParameterizedTest
  @EnumSource(Fault.class)
  void betweenPlanningAndCopying(Fault fault) throws IOException {
    install(folder, first);
    Moved moved = updateWith(1, fault);
    assertThat(moved.bytes())
        .as("what can't be copied is fetched")
        .isGreaterThan(moved.planned() + 500_000);
  }

  /** The first segment can't be used; while it is fetched, the others change. */
  @ParameterizedTest
  @CsvSource({
    "GONE, false",
    "ANOTHER_ASSET, false",
    "STORED_IN_ONE_PIECE, false",
    "EMPTY, true",
    "CUT_OFF, true",
    "OVERWRITTEN, true",
    "TABLE_GONE, false",
    "TABLE_OF_ANOTHER_ASSET, false",
    "TABLE_CUT_OFF, false"
  })
  void inTheMiddleOfCopying(Fault fault, boolean isNoticed) throws IOException {
    install(folder, first);
    try (FileChannel file = Fault.write(folder, MODULE)) {
      file.write(ByteBuffer.allocate(1000), 100_000);
    }
    assertThat(updateWith(2, fault).bytes() > 1_200_000)
        .as("an open file stays as it is, unless somebody writes to it")
        .isEqualTo(isNoticed);
  }
}
