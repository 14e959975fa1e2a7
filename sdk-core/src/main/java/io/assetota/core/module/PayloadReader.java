package io.assetota.core.module;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.chunk.SeekPoints;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.AssetReader;
import io.assetota.core.model.IntegrityException;
import io.assetota.core.model.UnreadableException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SeekableByteChannel;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Reads the raw content out of an asset module, inflating as it goes. */
final class PayloadReader extends AssetReader {
  private static final int CHUNK = 8 * 1024;

  /** What is inflated without looking for a nearer point. */
  private static final int NEAR = 64 * 1024;

  private final SeekableByteChannel channel;
  private final AssetModule module;
  private final Consumer<AssetException> onDamage;
  private final @Nullable Inflater inflater;
  private final ByteBuffer input = ByteBuffer.allocate(CHUNK).flip();
  private final Hasher hasher = Hashing.sha256().newHasher();
  private final AssetModule.SeekPointSource seekPointSource;
  private Optional<SeekPoints> seekPoints = Optional.empty();
  private boolean knowsSeekPoints;

  /**
   * Where in the raw content the next byte from the source belongs; one further than the position
   * after a peek.
   */
  private long sourcePosition;

  /** Payload bytes taken from the channel. */
  private long consumed;

  /** How far the content was hashed without a gap. */
  private long hashedTo;

  private int peeked = -1;
  private @Nullable AssetException damage;
  private boolean verified;
  private boolean closed;

  PayloadReader(
      SeekableByteChannel channel,
      AssetModule module,
      Consumer<AssetException> onDamage,
      AssetModule.SeekPointSource seekPoints)
      throws IOException {
    this.seekPointSource = seekPoints;
    this.channel = channel;
    this.module = module;
    this.onDamage = onDamage;
    this.inflater = module.compressed() ? new Inflater(true) : null;
    channel.position(module.payloadOffset());
  }

  @Override
  public long size() {
    return module.size();
  }

  @Override
  public long position() {
    return peeked < 0 ? sourcePosition : sourcePosition - 1;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, buffer.length);
    requireUsable();
    if (length == 0) {
      return 0;
    }
    int done = 0;
    if (peeked >= 0) {
      buffer[offset] = (byte) peeked;
      peeked = -1;
      done = 1;
    }
    while (done < length) {
      int n = readSource(buffer, offset + done, length - done);
      if (n < 0) {
        break;
      }
      done += n;
    }
    return done > 0 ? done : -1;
  }

  @Override
  public int peek() throws IOException {
    requireUsable();
    if (peeked < 0) {
      byte[] one = new byte[1];
      peeked = readSource(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }
    return peeked;
  }

  @Override
  public void seek(long position) throws IOException {
    if (position < 0 || position > size()) {
      throw new IllegalArgumentException("position must be 0 to " + size() + ", not " + position);
    }
    requireUsable();
    if (position == position()) {
      return;
    }
    peeked = -1;
    if (inflater == null) {
      sourcePosition = position;
      consumed = position;
      channel.position(module.payloadOffset() + position);
      input.clear().flip();
      return;
    }
    if (position < sourcePosition || position - sourcePosition > NEAR) {
      enter(inflater, position);
    }
    byte[] skipped = new byte[CHUNK];
    while (sourcePosition < position) {
      if (readSource(skipped, 0, (int) Math.min(skipped.length, position - sourcePosition)) < 0) {
        throw tooShort();
      }
    }
  }

  /** Goes on at the last point in front of a position, or at the start if none is known. */
  private void enter(Inflater source, long position) throws IOException {
    if (!knowsSeekPoints) {
      knowsSeekPoints = true;
      seekPoints = seekPointSource.find().filter(p -> p.fit(module.size(), module.payloadLength()));
    }
    long start = 0;
    long packedStart = 0;
    if (seekPoints.isPresent()) {
      int segment = seekPoints.get().segmentAt(position);
      start = seekPoints.get().start(segment);
      packedStart = seekPoints.get().packedStart(segment);
    }
    if (position >= sourcePosition && start <= sourcePosition) {
      return; // from here it is nearer
    }
    source.reset();
    input.clear().flip();
    channel.position(module.payloadOffset() + packedStart);
    sourcePosition = start;
    consumed = packedStart;
  }

  /** Reads everything, for the check that comes with it. Leaves the channel open. */
  void readThrough() throws IOException {
    try {
      byte[] chunk = new byte[CHUNK];
      while (readSource(chunk, 0, chunk.length) >= 0) {
        // reading is the check
      }
    } finally {
      endInflater();
    }
  }

  private void requireUsable() throws IOException {
    if (closed) {
      throw new IOException("the reader of " + module.asset() + " is closed");
    }
    if (damage != null) {
      throw damage;
    }
  }

  private int readSource(byte[] buffer, int offset, int length) throws IOException {
    if (sourcePosition == size()) {
      finish();
      return -1;
    }
    int wanted = (int) Math.min(length, size() - sourcePosition);
    int n =
        inflater == null
            ? readPlain(buffer, offset, wanted)
            : inflate(inflater, buffer, offset, wanted);
    hash(buffer, offset, n);
    sourcePosition += n;
    if (sourcePosition == size()) {
      finish();
    }
    return n;
  }

  private void hash(byte[] buffer, int offset, int n) {
    long end = sourcePosition + n;
    if (sourcePosition <= hashedTo && hashedTo < end) {
      int known = (int) (hashedTo - sourcePosition);
      hasher.putBytes(buffer, offset + known, n - known);
      hashedTo = end;
    }
  }

  private int readPlain(byte[] buffer, int offset, int wanted) throws IOException {
    if (!input.hasRemaining() && !fill()) {
      throw tooShort();
    }
    int n = Math.min(wanted, input.remaining());
    input.get(buffer, offset, n);
    return n;
  }

  private int inflate(Inflater source, byte[] buffer, int offset, int wanted) throws IOException {
    try {
      int n = source.inflate(buffer, offset, wanted);
      while (n == 0) {
        if (source.finished() || source.needsDictionary()) {
          throw tooShort();
        }
        if (!fill()) {
          throw tooShort();
        }
        source.setInput(input);
        n = source.inflate(buffer, offset, wanted);
      }
      return n;
    } catch (DataFormatException e) {
      throw damaged("compressed data is damaged: " + e.getMessage());
    }
  }

  /** Refills the input buffer; false at the end of the payload. */
  private boolean fill() throws IOException {
    input.clear().limit((int) Math.min(CHUNK, module.payloadLength() - consumed));
    int n = input.hasRemaining() ? readChannel() : -1;
    input.flip();
    if (n > 0) {
      consumed += n;
    }
    return n > 0;
  }

  /** Flash memory that wears out fails in reading: that is to be known. An interrupt is not. */
  private int readChannel() throws IOException {
    try {
      return channel.read(input);
    } catch (ClosedChannelException e) {
      throw e;
    } catch (IOException e) {
      throw damaged(new UnreadableException("asset " + module.asset().name(), e));
    }
  }

  /** Runs when the last byte was read, before anybody gets it. */
  private void finish() throws IOException {
    if (verified || hashedTo < size()) {
      return;
    }
    if (inflater != null) {
      requireStreamEnd(inflater);
    }
    AssetHash actual = AssetHash.of(hasher.hash().asBytes());
    if (!actual.equals(module.asset().hash())) {
      throw damaged(
          new IntegrityException(
              "SHA-256 of asset " + module.asset().name(), module.asset().hash(), actual));
    }
    verified = true;
  }

  private void requireStreamEnd(Inflater source) throws IOException {
    try {
      byte[] more = new byte[1];
      while (!source.finished()) {
        if (source.inflate(more) > 0) {
          throw damaged("compressed data is longer than the claimed " + size() + " bytes");
        }
        if (!source.finished()) {
          if (!fill()) {
            throw tooShort();
          }
          source.setInput(input);
        }
      }
    } catch (DataFormatException e) {
      throw damaged("compressed data is damaged: " + e.getMessage());
    }
    if (source.getRemaining() > 0 || consumed < module.payloadLength()) {
      throw damaged("bytes follow the end of the compressed data");
    }
  }

  private AssetException tooShort() {
    return damaged("content ends after " + sourcePosition + " of " + size() + " bytes");
  }

  private AssetException damaged(String what) {
    return damaged(
        new ModuleFormatException(
            "asset " + module.asset().name() + ": " + what, module.payloadOffset() + consumed));
  }

  /** Remembers the damage: nothing more is handed out. */
  private AssetException damaged(AssetException exception) {
    if (damage == null) {
      damage = exception;
      onDamage.accept(exception);
    }
    return exception;
  }

  private void endInflater() {
    if (inflater != null) {
      inflater.end();
    }
  }

  @Override
  public void close() throws IOException {
    if (!closed) {
      closed = true;
      endInflater();
      channel.close();
    }
  }
}
