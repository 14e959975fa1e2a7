package io.assetota.cli.fleet;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.assetota.core.files.Disk;
import io.assetota.core.model.AssetException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * New tokens of devices, in a file that only its owner can read: a line for each, with the device's
 * id, a blank, and the token. What the file has stays, so that a command that was interrupted goes
 * on with the tokens that devices may have got already.
 */
final class NewTokens {
  private static final int RANDOM_BYTES = 32;

  /** More than a hundred thousand devices with the longest ids have. */
  private static final int MAX_LENGTH = 32 << 20;

  private static final Pattern LINE = Pattern.compile("([!-~]{1,128}) ([A-Za-z0-9_-]{43})");

  private final Path file;
  private final SortedMap<String, String> tokens;
  private boolean complete = true;

  private NewTokens(Path file, SortedMap<String, String> tokens) {
    this.file = file;
    this.tokens = tokens;
  }

  /**
   * Reads the file, if it exists.
   *
   * @throws AssetException if there is something else
   */
  static NewTokens at(Path file) throws IOException {
    SortedMap<String, String> tokens = new TreeMap<>();
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      if (Files.isDirectory(file)) {
        throw new AssetException(file + " is a folder, not a file");
      }
      if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new AssetException(file + " is no regular file: name a new file for the tokens");
      }
      int number = 0;
      for (String line : content(file).lines().toList()) {
        number++;
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
          throw new AssetException(
              file
                  + " exists, and its line "
                  + number
                  + " is none of an earlier run of this command: name a new file");
        }
        tokens.put(parts.group(1), parts.group(2));
      }
    }
    return new NewTokens(file, tokens);
  }

  private static String content(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_LENGTH + 1);
      if (bytes.length > MAX_LENGTH) {
        throw new AssetException(
            file + " has more than " + MAX_LENGTH + " bytes: name a new file for the tokens");
      }
      return new String(bytes, US_ASCII);
    }
  }

  /** Returns the token of a device, and makes it if there is none. */
  String of(String device, RandomGenerator random) {
    return tokens.computeIfAbsent(
        device,
        id -> {
          complete = false;
          byte[] bytes = new byte[RANDOM_BYTES];
          random.nextBytes(bytes);
          return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        });
  }

  /** Writes the file, if a token is new. When this returns, it survives a power cut. */
  void save() throws IOException {
    if (complete) {
      return;
    }
    StringBuilder lines = new StringBuilder();
    for (Map.Entry<String, String> token : tokens.entrySet()) {
      lines.append(token.getKey()).append(' ').append(token.getValue()).append('\n');
    }
    Disk disk = Disk.real();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    disk.delete(draft);
    try (Disk.Draft out = disk.create(draft, ownerOnly(draft))) {
      out.write(ByteBuffer.wrap(lines.toString().getBytes(US_ASCII)));
      out.force();
    }
    disk.replace(draft, file);
    complete = true;
  }

  private static FileAttribute<?>[] ownerOnly(Path file) {
    return Optional.of(PosixFilePermissions.fromString("rw-------"))
        .filter(mode -> file.getFileSystem().supportedFileAttributeViews().contains("posix"))
        .map(mode -> new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(mode)})
        .orElse(new FileAttribute<?>[0]);
  }

  /** Returns the file. */
  Path file() {
    return file;
  }
}
