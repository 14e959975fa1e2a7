package io.assetota.handlers.coprocessor.part;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.nio.file.StandardOpenOption.READ;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hashing;
import io.assetota.core.files.Disk;
import io.assetota.core.files.DurableFile;
import io.assetota.core.model.AssetException;
import io.assetota.handlers.coprocessor.FirmwareImage;
import io.assetota.handlers.coprocessor.FirmwareSegment;
import java.io.IOException;
import java.io.InputStream;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What was read out of a part before it was erased: a heading, how many pieces there are, each with
 * its address and length, and the SHA-256 of all that. There is the old file or the new one,
 * wherever the power fails.
 *
 * @param path where it is
 */
record FormerFile(Path path) {
  private static final long HEADING = 0x4153_4f54_4150_5231L; // "ASOTAPR1"
  private static final int PIECE_HEADER = Long.BYTES + Integer.BYTES;
  private static final int HASH = 32;

  /** Each piece is at least a page of 64 bytes, as the smallest parts have. */
  private static final int MOST_PIECES = FirmwareImage.MAX_SIZE / 64;

  private static final int MOST_BYTES =
      Long.BYTES + Integer.BYTES + MOST_PIECES * PIECE_HEADER + FirmwareImage.MAX_SIZE + HASH;

  /** Returns when the pieces survive a power cut. */
  void write(List<FirmwareSegment> pieces) throws IOException {
    int length = Long.BYTES + Integer.BYTES + HASH;
    for (FirmwareSegment piece : pieces) {
      length += PIECE_HEADER + piece.length();
    }
    ByteBuffer bytes = ByteBuffer.allocate(length).putLong(HEADING).putInt(pieces.size());
    for (FirmwareSegment piece : pieces) {
      bytes.putLong(piece.address()).putInt(piece.length());
      bytes.put(piece.content(0, piece.length()));
    }
    bytes.put(Hashing.sha256().hashBytes(bytes.array(), 0, bytes.position()).asBytes());
    DurableFile.replace(path, bytes.array());
  }

  /**
   * Reads the pieces.
   *
   * @return empty if there is no file
   * @throws AssetException if it is damaged
   */
  List<FirmwareSegment> read() throws IOException {
    byte[] file;
    try (InputStream in = Files.newInputStream(path, READ, NOFOLLOW_LINKS)) {
      file = in.readNBytes(MOST_BYTES + 1);
    } catch (NoSuchFileException e) {
      return List.of();
    }
    int body = file.length - HASH;
    if (body < 0 || file.length > MOST_BYTES || !isIntact(file, body)) {
      throw damaged();
    }
    try {
      return pieces(ByteBuffer.wrap(file, 0, body));
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw damaged();
    }
  }

  private static boolean isIntact(byte[] file, int body) {
    HashCode hash = Hashing.sha256().hashBytes(file, 0, body);
    return hash.equals(HashCode.fromBytes(Arrays.copyOfRange(file, body, file.length)));
  }

  private List<FirmwareSegment> pieces(ByteBuffer bytes) throws AssetException {
    if (bytes.getLong() != HEADING) {
      throw damaged();
    }
    int count = bytes.getInt();
    List<FirmwareSegment> pieces = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long address = bytes.getLong();
      int length = bytes.getInt();
      if (length < 1 || length > bytes.remaining()) {
        throw damaged();
      }
      byte[] content = new byte[length];
      bytes.get(content);
      pieces.add(new FirmwareSegment(address, content));
    }
    return pieces;
  }

  private AssetException damaged() {
    return new AssetException(
        path + " is damaged: the former program in it can't be used; remove it");
  }

  void delete() throws IOException {
    Files.deleteIfExists(path);
  }

  /** Removes what an installation before has left, and returns when that survives a power cut. */
  void deleteDurably() throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (Files.deleteIfExists(path) && folder != null) {
      Disk.real().forceFolder(folder);
    }
  }
}
