package io.assetota.handlers.display.picture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A GIF written anew in the way that the JDK's decoder takes it (CompuServe, GIF89a): data in
 * blocks of 255 bytes, nothing between blocks, and no comments or extensions of applications.
 * Encoders in the field write blocks of single bytes, and zeros between blocks.
 */
final class GifContent extends PieceStream {
  private static final int EXTENSION = 0x21;
  private static final int IMAGE = 0x2c;
  private static final int TRAILER = 0x3b;
  private static final int GRAPHIC_CONTROL = 0xf9;
  private static final int SCREEN = 13;
  private static final int DESCRIPTOR = 9;
  private static final int FLAGS_OF_SCREEN = 10;
  private static final int FLAGS_OF_DESCRIPTOR = 8;
  private static final int LONGEST_BLOCK = 255;

  private enum State {
    START,
    BLOCKS,
    DATA,
    END
  }

  private State state = State.START;

  /** What is left of a sub-block of the file. */
  private int left;

  private boolean dataEnded;

  GifContent(InputStream in) {
    super(in);
  }

  static boolean isGif(byte[] start) {
    return start.length >= 6 && start[0] == 'G' && start[1] == 'I' && start[2] == 'F';
  }

  @Override
  byte @Nullable [] next() throws IOException {
    return switch (state) {
      case START -> {
        state = State.BLOCKS;
        byte[] screen = take(SCREEN);
        yield joined(screen, take(tableSize(screen[FLAGS_OF_SCREEN])));
      }
      case BLOCKS -> block();
      case DATA -> data();
      case END -> null;
    };
  }

  private byte[] block() throws IOException {
    while (true) {
      int kind = tryByte();
      switch (kind) {
        case EXTENSION -> {
          int label = takeByte();
          byte[] content = extension(label);
          if (content.length > 0) {
            return content;
          }
        }
        case IMAGE -> {
          byte[] descriptor = take(DESCRIPTOR);
          byte[] table = take(tableSize(descriptor[FLAGS_OF_DESCRIPTOR]));
          state = State.DATA;
          left = 0;
          dataEnded = false;
          // With the size of the codes, which stands in front of the data.
          return joined(new byte[] {IMAGE}, descriptor, table, take(1));
        }
        case TRAILER, -1 -> {
          state = State.END;
          return new byte[] {TRAILER};
        }
        default -> {
          // Not the beginning of anything: passed over, as other decoders do.
        }
      }
    }
  }

  /** A graphic control extension in its one form; of any other extension nothing. */
  private byte[] extension(int label) throws IOException {
    byte[] control = {};
    for (int length = takeByte(); length > 0; length = takeByte()) {
      byte[] content = take(length);
      if (label == GRAPHIC_CONTROL && length == 4 && control.length == 0) {
        control = joined(new byte[] {EXTENSION, (byte) label, 4}, content, new byte[1]);
      }
    }
    return control;
  }

  /** As much data as fits one block; the end of it as a block without content. */
  private byte[] data() throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    while (!dataEnded && block.size() < LONGEST_BLOCK) {
      if (left == 0) {
        left = takeByte();
        dataEnded = left == 0;
      } else {
        int length = Math.min(left, LONGEST_BLOCK - block.size());
        block.writeBytes(take(length));
        left -= length;
      }
    }
    if (block.size() == 0) {
      state = State.BLOCKS;
      return new byte[1];
    }
    return joined(new byte[] {(byte) block.size()}, block.toByteArray());
  }

  private static int tableSize(byte flags) {
    return (flags & 0x80) == 0 ? 0 : 3 << ((flags & 7) + 1);
  }

  private static byte[] joined(byte[]... pieces) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] piece : pieces) {
      out.writeBytes(piece);
    }
    return out.toByteArray();
  }
}
