package io.assetota.handlers.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;

/** A disk with room for a number of bytes. */
final class FullDisk extends ForwardingDisk {
  private long room;

  FullDisk(long room) {
    this.room = room;
  }

  @Override
  public Draft create(Path file, FileAttribute<?>... attributes) throws IOException {
    Draft draft = super.create(file, attributes);
    return new Draft() {
      @Override
      public void write(ByteBuffer bytes) throws IOException {
        room -= bytes.remaining();
        if (room < 0) {
          throw new IOException("No space left on device");
        }
        draft.write(bytes);
      }

      @Override
      public void force() throws IOException {
        draft.force();
      }

      @Override
      public void close() throws IOException {
        draft.close();
      }
    };
  }
}
