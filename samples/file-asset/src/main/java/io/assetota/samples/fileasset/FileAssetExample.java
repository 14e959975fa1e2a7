package io.assetota.samples.fileasset;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.assetota.core.AssetManager;
import io.assetota.core.StartResult.Outcome;
import io.assetota.core.device.DeviceStatus;
import io.assetota.core.model.Asset;
import io.assetota.core.model.AssetReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * Saves the assets of this application to files, and then prints them every ten seconds.
 *
 * <p>The saving is written out here, to show how an asset is read. An application that wants just
 * that takes {@code FilesHandler} and is done in one line. And often there is no need for a file:
 * assets stay in the device's asset storage, so an application can read them from there at any
 * time.
 */
public final class FileAssetExample {
  private static final int BLOCK = 512;
  private static final int HEX_LINE = 32;
  private static final String PART = ".part";

  private final Options options;
  private final AppLog log;

  private FileAssetExample(Options options, AppLog log) {
    this.options = options;
    this.log = log;
  }

  /**
   * Runs the example until it is interrupted.
   *
   * @param args see {@code --help}
   */
  public static void main(String[] args) {
    System.exit(run(args, System.out));
  }

  /**
   * Runs the example: until the thread is interrupted, or, with {@code --once} or {@code
   * --clean-up}, to its end.
   *
   * @param args see {@code --help}
   * @param out where the log goes
   * @return the exit code: 0 if all went well, 1 after a failure, 2 for wrong arguments
   */
  public static int run(String[] args, PrintStream out) {
    Options options;
    try {
      options = Options.parse(args);
    } catch (IllegalArgumentException e) {
      out.println(e.getMessage());
      out.println(Options.USAGE);
      return 2;
    }
    if (options.help()) {
      out.println(Options.USAGE);
      return 0;
    }
    AppLog log = new AppLog(out, Clock.systemUTC());
    try {
      new FileAssetExample(options, log).run();
      return 0;
    } catch (IOException e) {
      log.error(e.toString());
      return 1;
    }
  }

  private void run() throws IOException {
    // Open for as long as assets are read. An update may come meanwhile, by another process.
    try (AssetManager assets = AssetManager.open(options.home())) {
      if (options.cleanUp()) {
        cleanUp(assets);
        return;
      }
      setup(assets);
    }
    do {
      checkAssets();
    } while (!options.once() && slept());
  }

  private void setup(AssetManager assets) throws IOException {
    Files.createDirectories(options.dir());
    if (assets.status().application().isEmpty()) {
      throw new IOException("nothing is installed in " + options.home() + ": flash a bundle first");
    }
    if (options.onAssetOta()) {
      // The usual way. The SDK calls when there is something new, with all assets of the
      // application; not at a start where everything has been handled before.
      assets.onAssetOta(available -> handleAssets(assets, available));
    }
    if (assets.start().outcome() == Outcome.SAFE_MODE) {
      throw new IOException("assets are missing, an update has to bring them: " + assets.missing());
    }
    if (!options.onAssetOta()) {
      // The other way. The application takes its assets when it wants them: here at every start,
      // as for a part that forgets them when its power is off.
      handleAssets(assets, assets.available());
    }
  }

  private void handleAssets(AssetManager assets, List<Asset> available) throws IOException {
    log.info("handleAssets called");
    for (Asset asset : available) {
      save(asset);
    }
    // With false, or when an exception ends this method, the assets are presented again.
    assets.assetsHandled(true);
    log.info("set assetsHandled to true");
  }

  private void save(Asset asset) throws IOException {
    // The name of an asset is never a path: it holds no separator, and is not "..".
    Path path = options.dir().resolve(asset.name());
    log.info("asset path=" + path + " size=" + asset.size());

    // Not into the file itself: if the power fails half-way, there is still the old one.
    Path part = options.dir().resolve(PART);
    try (AssetReader in = asset.open();
        FileOutputStream out = new FileOutputStream(part.toFile())) {
      byte[] block = new byte[BLOCK];
      for (int n = in.readNBytes(block, 0, BLOCK); n > 0; n = in.readNBytes(block, 0, BLOCK)) {
        out.write(block, 0, n);
        log.info("wrote " + n + " bytes to file");
      }
      out.getFD().sync();
    }
    Files.move(part, path, ATOMIC_MOVE);
  }

  /** Prints what is in the files: what an application would use them for. */
  private void checkAssets() throws IOException {
    for (Path path : files()) {
      log.info("found asset " + path + " size=" + Files.size(path));
      if (path.toString().endsWith(".json")) {
        printKeys(path);
      } else {
        printHex(path);
      }
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(options.dir())) {
      return files
          .filter(file -> Files.isRegularFile(file) && !file.endsWith(PART))
          .sorted()
          .toList();
    }
  }

  private void printKeys(Path path) throws IOException {
    try {
      JsonNode json = new ObjectMapper().readTree(path.toFile());
      for (var key : json.properties()) {
        JsonNode value = key.getValue();
        String text = value.isValueNode() ? value.asText() : value.toString();
        log.info("key=" + key.getKey() + " value=" + text);
      }
    } catch (JsonProcessingException e) {
      log.error(path + " is not JSON: " + e.getOriginalMessage());
    }
  }

  private void printHex(Path path) throws IOException {
    byte[] content = Files.readAllBytes(path);
    for (int i = 0; i < content.length; i += HEX_LINE) {
      int end = Math.min(content.length, i + HEX_LINE);
      log.print(HexFormat.of().formatHex(content, i, end));
    }
  }

  private boolean slept() {
    try {
      Thread.sleep(options.interval().toMillis());
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Removes the files, of this release and of those before, and asks for them to come again. */
  private void cleanUp(AssetManager assets) throws IOException {
    DeviceStatus device = assets.status();
    for (Asset asset :
        Stream.concat(device.available().stream(), device.unused().stream()).toList()) {
      Path path = options.dir().resolve(asset.name());
      if (Files.deleteIfExists(path)) {
        log.info("removed " + path);
      }
    }
    Files.deleteIfExists(options.dir().resolve(PART));
    assets.assetsHandled(false);
  }
}
