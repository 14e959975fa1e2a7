package io.assetota.handlers.sound;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Writes what would be heard into a WAV file: for machines without audio, and for looking at sound.
 * All sounds between opening and closing come one after the other, in the form of the first.
 */
public final class WavFileSink implements SoundSink {
  private static final int HEADER_BYTES = 44;

  /** The sizes in a WAV header have 32 bits; stay clear of programs that take them as signed. */
  private static final long MAX_BYTES = Integer.MAX_VALUE - HEADER_BYTES;

  private final Path file;
  private @Nullable FileChannel channel;
  private @Nullable SoundFormat format;
  private long written;

  /**
   * Writes to a file, which is made when the first sound starts.
   *
   * @param file the file; replaced if it is there
   */
  public WavFileSink(Path file) {
    this.file = file;
  }

  @Override
  public synchronized SoundFormat preferred(SoundFormat wanted) {
    SoundFormat first = format;
    return first == null ? wanted : first;
  }

  @Override
  public synchronized void start(SoundFormat wanted) throws IOException {
    SoundFormat first = format;
    if (first == null) {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE);
      format = wanted;
      writeHeader(channel, wanted);
    } else if (channel == null) {
      throw new IOException("the WAV file " + file + " is complete");
    } else if (!first.equals(wanted)) {
      throw new SoundException(file + " has " + first + " and can't take " + wanted);
    }
  }

  /** RIFF, the format chunk of 16 bytes for PCM, and the head of the data chunk. */
  private void writeHeader(FileChannel out, SoundFormat of) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {'R', 'I', 'F', 'F'}).putInt((int) (HEADER_BYTES - 8 + written));
    header.put(new byte[] {'W', 'A', 'V', 'E', 'f', 'm', 't', ' '}).putInt(16);
    header.putShort((short) 1).putShort((short) of.channels()).putInt(of.sampleRate());
    header.putInt(of.sampleRate() * of.frameBytes()).putShort((short) of.frameBytes());
    header.putShort((short) 16);
    header.put(new byte[] {'d', 'a', 't', 'a'}).putInt((int) written).flip();
    while (header.hasRemaining()) {
      out.write(header, header.position());
    }
  }

  @Override
  public synchronized void write(byte[] samples, int offset, int length) throws IOException {
    FileChannel out = channel;
    if (out == null) {
      throw new IOException("start the sink first");
    }
    if (written + length > MAX_BYTES) {
      throw new SoundException(file + " would be larger than a WAV file can be");
    }
    ByteBuffer bytes = ByteBuffer.wrap(samples, offset, length);
    while (bytes.hasRemaining()) {
      written += out.write(bytes, HEADER_BYTES + written);
    }
  }

  /** Everything is written at once. */
  @Override
  public void drain() {}

  /** Everything is written at once. */
  @Override
  public void stop() {}

  /** Completes the header. */
  @Override
  public synchronized void close() throws IOException {
    FileChannel out = channel;
    SoundFormat of = format;
    channel = null;
    if (out != null && of != null) {
      try (out) {
        writeHeader(out, of);
      }
    }
  }
}
