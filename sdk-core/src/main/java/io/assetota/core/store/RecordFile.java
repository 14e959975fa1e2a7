package io.assetota.core.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import com.google.common.hash.HashingOutputStream;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.Printable;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * A small text file of records, each a line of fields with tabs between, readable with any editor.
 * The first line names the kind and version, the last one a checksum over the rest. Written as a
 * new file that then takes the old one's name.
 */
public final class RecordFile {
  private static final int MAX_LENGTH = 16 * 1024 * 1024;
  private static final String CHECKSUM = "crc32c";
  private static final Splitter LINES = Splitter.on('\n');
  private static final Splitter FIELDS = Splitter.on('\t');

  private final DeviceFiles files;
  private final String folder;
  private final String name;
  private final String heading;

  /**
   * Describes a file.
   *
   * @param folder the folder it lies in, empty for the device folder itself
   * @param name its name there
   * @param heading its first line
   */
  RecordFile(DeviceFiles files, String folder, String name, String heading) {
    this.files = files;
    this.folder = folder;
    this.name = name;
    this.heading = heading;
  }

  private String path(String fileName) {
    return folder.isEmpty() ? fileName : folder + "/" + fileName;
  }

  /** What a cut-off write leaves behind. */
  private String draft() {
    return path(name + ".new");
  }

  boolean exists() throws IOException {
    return files.exists(path(name));
  }

  Optional<Object> stamp() throws IOException {
    return files.stamp(path(name));
  }

  /** Removes the file. */
  void delete() throws IOException {
    files.delete(path(name));
  }

  /** Removes what a cut-off write left behind. */
  void recover() throws IOException {
    files.delete(draft());
  }

  /**
   * Reads the records.
   *
   * @return the records in their order; empty if there is no file
   * @throws AssetException if the file is damaged
   */
  public Optional<List<List<String>>> read() throws IOException {
    if (!files.exists(path(name))) {
      return Optional.empty();
    }
    String text = readText();
    int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
    String body = text.substring(0, lastLine);
    if (!text.substring(lastLine).equals(CHECKSUM + "\t" + checksum(body) + "\n")) {
      throw new AssetException(
          "the device's file " + path(name) + " is damaged: its checksum is wrong");
    }
    Iterator<String> lines = LINES.split(body).iterator();
    String first = lines.next();
    if (!first.equals(heading)) {
      throw new AssetException(
          "the device's file "
              + path(name)
              + " begins with \""
              + Printable.text(first)
              + "\" instead of \""
              + heading
              + "\": it was written by another version");
    }
    List<List<String>> records = new ArrayList<>();
    while (lines.hasNext()) {
      String line = lines.next();
      if (lines.hasNext()) { // the body ends with a line end, after which there is no record
        records.add(FIELDS.splitToStream(line).map(RecordFile::unescape).toList());
      }
    }
    return Optional.of(records);
  }

  private String readText() throws IOException {
    try (SeekableByteChannel channel = files.open(path(name))) {
      if (channel.size() > MAX_LENGTH) {
        throw new AssetException(
            "the device's file " + path(name) + " is too long: " + channel.size() + " bytes");
      }
      ByteBuffer buffer = ByteBuffer.allocate((int) channel.size());
      while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
        // goes on until the file or the buffer ends
      }
      return new String(buffer.array(), 0, buffer.position(), UTF_8);
    } catch (IOException e) {
      throw DeviceFiles.explain("the device's file " + path(name), e);
    }
  }

  /**
   * Replaces the file. When this returns, the records survive a power cut; before, the old ones do.
   * After a failure either may be there.
   */
  public void write(List<List<String>> records) throws IOException {
    byte[] bytes = encode(records);
    files.delete(draft());
    try (DeviceFiles.Draft draft = files.create(draft())) {
      draft.write(ByteBuffer.wrap(bytes));
      draft.force();
    }
    files.rename(draft(), path(name));
    files.forceFolder(folder);
  }

  /** As bytes from the beginning: the file of a large application has several megabytes. */
  private byte[] encode(List<List<String>> records) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HashingOutputStream body = new HashingOutputStream(Hashing.crc32c(), out);
    body.write((heading + "\n").getBytes(UTF_8));
    for (List<String> fields : records) {
      String line = String.join("\t", fields.stream().map(RecordFile::escape).toList());
      body.write((line + "\n").getBytes(UTF_8));
    }
    out.writeBytes((CHECKSUM + "\t" + body.hash() + "\n").getBytes(UTF_8));
    if (out.size() > MAX_LENGTH) {
      throw new AssetException(
          "the device's file " + path(name) + " would be too long: " + out.size() + " bytes");
    }
    return out.toByteArray();
  }

  private static String checksum(String body) {
    return Hashing.crc32c().hashString(body, UTF_8).toString();
  }

  private static String escape(String field) {
    return field
        .replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String unescape(String field) {
    StringBuilder out = new StringBuilder(field.length());
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (c == '\\' && i + 1 < field.length()) {
        char code = field.charAt(++i);
        out.append(
            switch (code) {
              case 't' -> '\t';
              case 'n' -> '\n';
              case 'r' -> '\r';
              default -> code;
            });
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }
}
