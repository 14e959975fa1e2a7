package io.assetota.benchmarks;

import io.assetota.bundle.ApplicationWrapper;
import io.assetota.bundle.BundleBuilder;
import io.assetota.core.application.ApplicationManifest;
import io.assetota.core.application.ApplicationTree;
import io.assetota.core.application.StartCommand;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.install.Installer;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.ota.UpdateAgent;
import io.assetota.ota.UpdateListener;
import io.assetota.ota.UpdateResult;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/** This SDK's part of {@code benchmarks/delta.sh}. */
public final class DeltaRun {
  private static final int MAP_SIZE = 100_000_000;
  private static final int PLACES = 500;
  private static final int BLOCK = 4096;
  private static final String TABLE = ".chunks";

  private DeltaRun() {}

  /**
   * Makes a bundle of a file or a folder ({@code bundle INPUT VERSION FILE [plain]}), brings one
   * onto a device ({@code update HOME FILE|URL}), adds up the chunks that only the second of two
   * devices has ({@code changed HOME HOME}), or reads an asset of 100 MB at random places ({@code
   * seek FOLDER [plain]}).
   *
   * @param args as above
   * @throws IOException if it fails
   */
  public static void main(String[] args) throws IOException {
    switch (args[0]) {
      case "bundle" ->
          bundle(Path.of(args[1]), Integer.parseInt(args[2]), args.length > 4)
              .writeTo(Path.of(args[3]));
      case "update" -> update(Path.of(args[1]), args[2]);
      case "changed" -> System.out.println(changed(Path.of(args[1]), Path.of(args[2])));
      case "seek" -> seek(Path.of(args[1]), args.length > 2);
      default ->
          throw new IllegalArgumentException("bundle, update, changed or seek, not " + args[0]);
    }
  }

  private static BundleBuilder bundle(Path input, int version, boolean plain) throws IOException {
    BundleBuilder builder;
    if (Files.isDirectory(input)) {
      ApplicationTree tree = ApplicationTree.read(input);
      StartCommand start = StartCommand.of(List.of("java", "-version"));
      builder =
          BundleBuilder.forApplication(
                  ApplicationWrapper.forVersion(version)
                      .wrap("app", ApplicationManifest.of(start, tree.entries())))
              .applicationFiles(tree);
    } else {
      byte[] application = ("echo " + version).getBytes(StandardCharsets.US_ASCII);
      builder =
          BundleBuilder.forApplication(
                  ApplicationWrapper.forVersion(version).wrap("app.sh", application))
              .asset("asset", input);
    }
    return plain ? builder.withoutChunks() : builder;
  }

  private static void update(Path home, String from) throws IOException {
    long begin = System.nanoTime();
    try (Installer device = Installer.open(home);
        BundleSource source =
            from.startsWith("http")
                ? BundleSource.of(URI.create(from))
                : BundleSource.of(Path.of(from))) {
      UpdateResult result =
          UpdateAgent.forDevice(device).build().update(source, UpdateListener.NONE);
      System.out.printf(
          Locale.ROOT, "%d %.2f%n", result.bytesFetched(), (System.nanoTime() - begin) / 1e9);
    }
  }

  /** Returns how long the new chunks are, compressed as the bundle has them. */
  private static long changed(Path before, Path after) throws IOException {
    Set<Long> known = new HashSet<>();
    for (ChunkPage page : pages(before)) {
      for (int i = 0; i < page.count(); i++) {
        known.add(page.hash(i));
      }
    }
    long changed = 0;
    for (ChunkPage page : pages(after)) {
      for (int i = 0; i < page.count(); i++) {
        changed += known.add(page.hash(i)) ? page.packedSize(i) : 0;
      }
    }
    return changed;
  }

  private static List<ChunkPage> pages(Path home) throws IOException {
    List<ChunkPage> pages = new ArrayList<>();
    try (DirectoryStream<Path> tables =
        Files.newDirectoryStream(home.resolve("store"), "*" + TABLE)) {
      for (Path table : tables) {
        String name = String.valueOf(table.getFileName());
        AssetHash content = AssetHash.parse(name.substring(0, name.length() - TABLE.length()));
        StoredChunks chunks = StoredChunks.parse(Files.readAllBytes(table), content);
        for (int i = 0; i < chunks.content().segments().size(); i++) {
          pages.add(chunks.page(i));
        }
      }
    }
    return pages;
  }

  /** A map whose blocks compress: reads 4 KiB at random places, and prints milliseconds. */
  private static void seek(Path folder, boolean plain) throws IOException {
    Random random = new Random(3);
    byte[] map = new byte[MAP_SIZE];
    byte[] tile = new byte[256];
    for (int at = 0; at < map.length; at += tile.length) {
      if (random.nextInt(3) == 0) {
        random.nextBytes(tile);
      }
      System.arraycopy(tile, 0, map, at, Math.min(tile.length, map.length - at));
    }
    Path input = Files.write(folder.resolve("map"), map);
    Path bundle = folder.resolve("map.zip");
    bundle(input, 1, plain).writeTo(bundle);
    Path home = folder.resolve("device");
    update(home, bundle.toString());
    try (Installer device = Installer.open(home);
        AssetReader reader = device.status().available().get(0).open()) {
      int places = plain ? PLACES / 20 : PLACES;
      double[] millis = new double[places];
      byte[] block = new byte[BLOCK];
      for (int i = 0; i < places; i++) {
        int at = random.nextInt(map.length - BLOCK);
        long begin = System.nanoTime();
        reader.seek(at);
        int n = reader.read(block, 0, BLOCK);
        millis[i] = (System.nanoTime() - begin) / 1e6;
        if (n != BLOCK || Arrays.mismatch(block, 0, n, map, at, at + n) >= 0) {
          throw new IOException("another content at " + at);
        }
      }
      double first = millis[0];
      Arrays.sort(millis);
      System.out.printf(
          Locale.ROOT,
          "first %.2f ms, median %.2f ms, p99 %.2f ms, at most %.2f ms%n",
          first,
          millis[places / 2],
          millis[places * 99 / 100],
          millis[places - 1]);
    }
  }
}
