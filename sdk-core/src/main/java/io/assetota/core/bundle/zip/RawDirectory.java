package io.assetota.core.bundle.zip;

import io.assetota.core.bundle.check.Findings;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a central directory and its end record, to be written anew at another place. */
public final class RawDirectory {
  private final long offset;
  private final List<Header> headers;
  private final byte[] end;

  /** A header of the directory. */
  public static final class Header {
    private final DirectoryHeader header;
    private final byte[] bytes;

    private Header(DirectoryHeader header, byte[] bytes) {
      this.header = header;
      this.bytes = bytes;
    }

    /** Returns the path of the entry. */
    public String name() {
      return header.name();
    }

    /** Returns where the entry begins, in bytes from the start of the file. */
    public long localOffset() {
      return header.localOffset();
    }

    /** Returns the header for an entry that begins at another offset, and is else the same. */
    public byte[] movedTo(long newLocalOffset) {
      byte[] moved = bytes.clone();
      ZipFormat.littleEndian(moved).putInt(ZipFormat.HEADER_LOCAL_OFFSET, (int) newLocalOffset);
      return moved;
    }
  }

  private RawDirectory(long offset, List<Header> headers, byte[] end) {
    this.offset = offset;
    this.headers = List.copyOf(headers);
    this.end = end;
  }

  /**
   * Reads the directory of a file.
   *
   * @param channel the file; its position changes
   * @param bounds how large the directory may be
   * @throws io.assetota.core.bundle.report.BundleException if the directory is damaged
   * @throws IOException if reading fails
   */
  public static RawDirectory read(SeekableByteChannel channel, EndRecord.Bounds bounds)
      throws IOException {
    Findings findings = new Findings();
    int tailSize = (int) Math.min(channel.size(), EndRecord.MAX_TAIL);
    long tailOffset = channel.size() - tailSize;
    byte[] tail = ChannelStream.read(channel, tailOffset, tailSize);
    EndRecord record =
        EndRecord.find(ByteBuffer.wrap(tail), tailOffset, bounds, findings).orElse(null);
    findings.throwIfAny();
    if (record == null) {
      throw new IllegalStateException("no end record, and no problem");
    }
    byte[] directory =
        ChannelStream.read(channel, record.directoryOffset(), record.directorySize());
    List<DirectoryHeader> found = DirectoryReader.read(directory, record, findings);
    findings.throwIfAny();
    List<Header> headers = new ArrayList<>();
    for (int i = 0; i < found.size(); i++) {
      long from = found.get(i).offset() - record.directoryOffset();
      long to =
          i + 1 < found.size()
              ? found.get(i + 1).offset() - record.directoryOffset()
              : directory.length;
      headers.add(new Header(found.get(i), Arrays.copyOfRange(directory, (int) from, (int) to)));
    }
    byte[] end = Arrays.copyOfRange(tail, (int) (record.offset() - tailOffset), tail.length);
    return new RawDirectory(record.directoryOffset(), headers, end);
  }

  /** Returns where the directory begins, which is where the last entry ends. */
  public long offset() {
    return offset;
  }

  /** Returns the headers in their order. */
  public List<Header> headers() {
    return headers;
  }

  /** Returns the end record with its comment, for another directory. */
  public byte[] endOf(int entries, long directoryOffset, int directorySize) {
    byte[] changed = end.clone();
    ZipFormat.littleEndian(changed)
        .putShort(ZipFormat.END_ENTRIES_HERE, (short) entries)
        .putShort(ZipFormat.END_ENTRIES, (short) entries)
        .putInt(ZipFormat.END_DIRECTORY_SIZE, directorySize)
        .putInt(ZipFormat.END_DIRECTORY_OFFSET, (int) directoryOffset);
    return changed;
  }
}
