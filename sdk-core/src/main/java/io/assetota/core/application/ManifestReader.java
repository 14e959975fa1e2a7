package io.assetota.core.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a manifest, line by line. There is one way to write each, and no other is read: two
 * manifests that mean the same have the same bytes.
 */
final class ManifestReader {
  static final String FORM = "1";
  static final String VERSION = "version";
  static final String COMMAND = "command";
  static final String ENVIRONMENT = "environment";
  static final String HEALTH = "health";
  static final String HTTP = "http";
  static final String PROGRAM = "command";
  static final String NOTIFY = "notify";
  static final String CONFIRMATION = "confirm";
  static final String START_WITHIN = "start-within";
  static final String STOP_WITHIN = "stop-within";
  static final String FILE = "file";
  static final String FOLDER = "folder";
  static final String LINK = "link";

  /** More than any line of a valid manifest has. */
  private static final int MAX_LINE = StartCommand.MAX_COMMAND_BYTES + 1024;

  private static final Splitter FIELDS = Splitter.on('\t');
  private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,11}");
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  private final ByteBuffer payload;
  private final CharsetDecoder decoder =
      UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);

  /** The line that was read last; 1 is the first. */
  private int number;

  private List<String> fields = List.of();

  ManifestReader(ByteBuffer payload) {
    this.payload = payload.duplicate();
  }

  ApplicationManifest read() throws AssetException {
    if (payload.remaining() > ApplicationManifest.MAX_LENGTH) {
      throw new AssetException(
          "the application manifest has "
              + payload.remaining()
              + " bytes; at most "
              + ApplicationManifest.MAX_LENGTH);
    }
    if (!ApplicationManifest.isManifest(payload)) {
      throw new AssetException("this is no application manifest");
    }
    try {
      return parse();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()), e);
    }
  }

  private ApplicationManifest parse() throws AssetException {
    next();
    if (!fields.equals(List.of(ApplicationManifest.MAGIC + FORM))) {
      throw new AssetException(
          "the application manifest is of a newer form than this version reads: \""
              + fields.get(0)
              + "\" instead of \""
              + ApplicationManifest.MAGIC
              + FORM
              + "\"; update asset-ota on this machine first");
    }
    next();
    Optional<String> version = Optional.empty();
    if (is(VERSION)) {
      version = Optional.of(require(VERSION, 2).get(1));
      next();
    }
    StartCommand start = start();
    List<ApplicationEntry> entries = new ArrayList<>();
    while (payload.hasRemaining()) {
      next();
      if (entries.size() == ApplicationManifest.MAX_ENTRIES) {
        throw new IllegalArgumentException(
            "there are more than " + ApplicationManifest.MAX_ENTRIES + " files and folders");
      }
      entries.add(entry());
    }
    return new ApplicationManifest(version, start, entries);
  }

  private StartCommand start() throws AssetException {
    List<String> command = rest(COMMAND);
    next();
    Map<String, String> environment = new LinkedHashMap<>();
    String last = "";
    while (is(ENVIRONMENT)) {
      require(ENVIRONMENT, 3);
      if (environment.size() == StartCommand.MAX_VARIABLES || last.compareTo(fields.get(1)) >= 0) {
        throw new IllegalArgumentException(
            "environment variables are too many, or not in the order of their names");
      }
      last = fields.get(1);
      environment.put(last, fields.get(2));
      next();
    }
    Optional<HealthCheck> health = Optional.empty();
    if (is(HEALTH)) {
      health = Optional.of(health());
      next();
    }
    Duration startWithin = time(START_WITHIN);
    next();
    return new StartCommand(command, environment, health, startWithin, time(STOP_WITHIN));
  }

  private HealthCheck health() {
    String kind = fields.size() < 2 ? "" : fields.get(1);
    return switch (kind) {
      case HTTP -> HealthCheck.Http.parse(require(HEALTH, 3).get(2));
      case PROGRAM -> new HealthCheck.Program(fields.subList(2, fields.size()));
      case NOTIFY -> {
        require(HEALTH, 2);
        yield new HealthCheck.Notify();
      }
      case CONFIRMATION -> {
        require(HEALTH, 2);
        yield new HealthCheck.Confirmation();
      }
      default ->
          throw new IllegalArgumentException(
              "health check " + ManifestText.quoted(kind) + " is not known");
    };
  }

  private Duration time(String kind) {
    return Duration.ofMillis(number(require(kind, 2).get(1)));
  }

  private ApplicationEntry entry() {
    return switch (fields.get(0)) {
      case FILE -> {
        require(FILE, 5);
        yield new ApplicationEntry.File(
            new ApplicationPath(fields.get(4)),
            FileMode.parse(fields.get(1)),
            number(fields.get(2)),
            hash(fields.get(3)));
      }
      case FOLDER -> {
        require(FOLDER, 3);
        yield new ApplicationEntry.Folder(
            new ApplicationPath(fields.get(2)), FileMode.parse(fields.get(1)));
      }
      case LINK -> {
        require(LINK, 3);
        yield new ApplicationEntry.Link(new ApplicationPath(fields.get(1)), fields.get(2));
      }
      default ->
          throw new IllegalArgumentException(
              ManifestText.quoted(fields.get(0)) + " stands where a file, folder or link is due");
    };
  }

  private static long number(String text) {
    if (!NUMBER.matcher(text).matches()) {
      throw new IllegalArgumentException(
          ManifestText.quoted(text) + " stands where a number is due");
    }
    return Long.parseLong(text);
  }

  private static AssetHash hash(String text) {
    if (!HASH.matcher(text).matches()) {
      throw new IllegalArgumentException(
          ManifestText.quoted(text) + " stands where a SHA-256 in lower case is due");
    }
    return AssetHash.parse(text);
  }

  private boolean is(String kind) {
    return fields.get(0).equals(kind);
  }

  private List<String> require(String kind, int count) {
    if (!is(kind) || fields.size() != count) {
      throw new IllegalArgumentException(
          "\""
              + kind
              + "\" with "
              + (count - 1)
              + " values is due, not "
              + ManifestText.quoted(String.join(" ", fields)));
    }
    return fields;
  }

  private List<String> rest(String kind) {
    if (!is(kind)) {
      require(kind, 2);
    }
    return fields.subList(1, fields.size());
  }

  /** Reads the next line. */
  private void next() throws AssetException {
    number++;
    int start = payload.position();
    int end = start;
    while (end < payload.limit() && payload.get(end) != '\n') {
      end++;
    }
    if (end == payload.limit()) {
      throw wrong("the manifest is cut off", null);
    }
    if (end - start > MAX_LINE) {
      throw wrong("the line has " + (end - start) + " bytes; at most " + MAX_LINE, null);
    }
    try {
      fields = FIELDS.splitToList(decoder.decode(payload.slice(start, end - start)).toString());
    } catch (CharacterCodingException e) {
      throw wrong("the line is not UTF-8", e);
    }
    payload.position(end + 1);
  }

  private AssetException wrong(String what, @Nullable Throwable cause) {
    return new AssetException("application manifest, line " + number + ": " + what, cause);
  }
}
