package io.assetota.core.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes zips byte by byte, right by default, with every field open to forgery. */
final class ForgedZip {
  /** An entry; what is not set is what it should be. */
  static final class Entry {
    byte[] name;
    byte[] localName;
    byte[] packed;
    int method = 8;
    int localMethod;
    int flags = 1 << 11;
    int localFlags;
    long crc;
    long localCrc;
    long size;
    long localSize;
    long packedSize;
    long localPackedSize;
    int madeBy = 20;
    long attributes;
    int disk;
    byte[] extra = {};
    byte[] localExtra = {};
    byte[] comment = {};
    byte[] before = {};
    byte[] behind = {};
    long offset = -1;
    long headerOffset;
    int localSignature = 0x04034b50;
    int directorySignature = 0x02014b50;

    Entry(String name, byte[] content) {
      this.name = name.getBytes(UTF_8);
      this.localName = this.name;
      localMethod = method;
      localFlags = flags;
      CRC32 sum = new CRC32();
      sum.update(content);
      crc = sum.getValue();
      localCrc = crc;
      size = content.length;
      localSize = size;
      pack(deflate(content));
    }

    void pack(byte[] data) {
      packed = data;
      packedSize = data.length;
      localPackedSize = data.length;
    }

    Entry stored(byte[] content) {
      method = 0;
      localMethod = 0;
      pack(content);
      return this;
    }

    void rename(byte[] bytes) {
      name = bytes;
      localName = bytes;
    }

    void flag(int flag) {
      flags |= flag;
      localFlags |= flag;
    }

    /** Moves sums and sizes behind the data. */
    void descriptor(boolean signature) {
      flag(8);
      byte[] bytes = new byte[signature ? 16 : 12];
      ByteBuffer out = wrap(bytes);
      if (signature) {
        out.putInt(0x08074b50);
      }
      out.putInt((int) crc).putInt((int) packedSize).putInt((int) size);
      behind = bytes;
      localCrc = 0;
      localPackedSize = 0;
      localSize = 0;
    }
  }

  final List<Entry> entries = new ArrayList<>();
  byte[] front = {};
  byte[] beforeDirectory = {};
  byte[] beforeEnd = {};
  byte[] comment = {};
  byte[] trailing = {};
  int commentLength = -1;
  int count = -1;
  int countHere = -1;
  long directorySize = -1;
  long directoryOffset = -1;
  int disk;
  int directoryDisk;

  ForgedZip add(String name, byte[] content) {
    return add(name, content, e -> {});
  }

  ForgedZip add(String name, byte[] content, Consumer<Entry> forgery) {
    Entry entry = new Entry(name, content);
    forgery.accept(entry);
    entries.add(entry);
    return this;
  }

  byte[] build() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(front);
    for (Entry entry : entries) {
      out.writeBytes(entry.before);
      if (entry.offset < 0) {
        entry.offset = out.size();
      }
      writeLocal(entry, out);
    }
    out.writeBytes(beforeDirectory);
    long start = out.size();
    for (Entry entry : entries) {
      entry.headerOffset = out.size();
      writeDirectory(entry, out);
    }
    long length = out.size() - start;
    out.writeBytes(beforeEnd);
    byte[] bytes = new byte[22];
    ByteBuffer end = wrap(bytes).putInt(0x06054b50);
    end.putShort((short) disk).putShort((short) directoryDisk);
    int n = count < 0 ? entries.size() : count;
    end.putShort((short) (countHere < 0 ? n : countHere)).putShort((short) n);
    end.putInt((int) (directorySize < 0 ? length : directorySize));
    end.putInt((int) (directoryOffset < 0 ? start : directoryOffset));
    end.putShort((short) (commentLength < 0 ? comment.length : commentLength));
    out.writeBytes(bytes);
    out.writeBytes(comment);
    out.writeBytes(trailing);
    return out.toByteArray();
  }

  private static void writeLocal(Entry e, ByteArrayOutputStream out) {
    byte[] bytes = new byte[30];
    ByteBuffer header = wrap(bytes).putInt(e.localSignature).putShort((short) 20);
    header.putShort((short) e.localFlags).putShort((short) e.localMethod).putInt(0x00210000);
    header.putInt((int) e.localCrc).putInt((int) e.localPackedSize).putInt((int) e.localSize);
    header.putShort((short) e.localName.length).putShort((short) e.localExtra.length);
    out.writeBytes(bytes);
    out.writeBytes(e.localName);
    out.writeBytes(e.localExtra);
    out.writeBytes(e.packed);
    out.writeBytes(e.behind);
  }

  private static void writeDirectory(Entry e, ByteArrayOutputStream out) {
    byte[] bytes = new byte[46];
    ByteBuffer header = wrap(bytes).putInt(e.directorySignature).putShort((short) e.madeBy);
    header.putShort((short) 20).putShort((short) e.flags).putShort((short) e.method);
    header.putInt(0x00210000).putInt((int) e.crc);
    header.putInt((int) e.packedSize).putInt((int) e.size);
    header.putShort((short) e.name.length).putShort((short) e.extra.length);
    header.putShort((short) e.comment.length).putShort((short) e.disk).putShort((short) 0);
    header.putInt((int) e.attributes).putInt((int) e.offset);
    out.writeBytes(bytes);
    out.writeBytes(e.name);
    out.writeBytes(e.extra);
    out.writeBytes(e.comment);
  }

  static byte[] deflate(byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] chunk = new byte[8192];
    int n;
    while ((n = deflater.deflate(chunk)) > 0) {
      out.write(chunk, 0, n);
    }
    deflater.end();
    return out.toByteArray();
  }

  private static ByteBuffer wrap(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
