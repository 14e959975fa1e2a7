package io.assetota.ota.delta;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ContentChunks;
import io.assetota.core.chunk.Segment;
import io.assetota.core.chunk.SegmentDeflater;
import io.assetota.core.chunk.SegmentInflater;
import io.assetota.core.install.StoredContents;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.model.CancelledException;
import io.assetota.core.model.Printable;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.ClosedByInterruptException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts content together: segments that are stored are copied as they are, segments that came are
 * taken as they are, and of those that are stored in part, the content is put together and
 * compressed again. Everything is compared with its hash, and in the end the whole content. Memory
 * is that of a few segments. Not safe for use by several threads.
 */
public final class DeltaComposer implements Closeable {
  /** Fetches what turns out to be missing. */
  @FunctionalInterface
  public interface Late {
    /**
     * Fetches a range of the bundle.
     *
     * @return exactly these bytes
     */
    byte[] fetch(ByteRange range) throws IOException;
  }

  private static final Logger log = LoggerFactory.getLogger(DeltaComposer.class);

  private final Delta delta;
  private final Late late;
  private final StoredSegments stored;
  private final SegmentInflater inflater = new SegmentInflater();
  private final SegmentDeflater deflater = new SegmentDeflater();
  private final Hasher sha256 = Hashing.sha256().newHasher();
  private final byte[] content = new byte[Segment.MAX_SIZE];
  private final List<ChunkPage> pages = new ArrayList<>();

  /** Stored segments that can't be read; nobody tries that for each of their chunks. */
  private final Set<Step.Place> unusable = new HashSet<>();

  /** Stored assets of which the log says already that they can't be used. */
  private final Set<AssetHash> told = new HashSet<>();

  DeltaComposer(StoredContents stored, Delta delta, Late late) {
    this.delta = delta;
    this.late = late;
    this.stored = new StoredSegments(stored);
  }

  /**
   * Puts the content together.
   *
   * @param part what came of the ranges, one behind the other; it is not closed
   * @param out where the Deflate stream goes; it is not closed
   * @return the chunks of the stream
   * @throws AssetException if that doesn't make the content: what came, or the table, is wrong
   * @throws IOException if reading or writing fails
   */
  public ContentChunks compose(InputStream part, OutputStream out) throws IOException {
    PartReader came = new PartReader(delta.ranges(), part);
    long at = delta.entry().dataRange().orElseThrow().start();
    for (Step step : delta.steps()) {
      if (step instanceof Step.Copy copy) {
        copy(copy, at, out);
      } else if (step instanceof Step.Build build) {
        build(build, at, came, out);
      }
      sha256.putBytes(content, 0, step.size());
      at += step.packedSize();
    }
    SegmentDeflater.writeEnd(out);
    AssetHash actual = AssetHash.of(sha256.hash().asBytes());
    if (!actual.equals(delta.content())) {
      throw new AssetException(
          "what was put together is not asset " + delta.content() + " but " + actual);
    }
    return new ContentChunks(delta.content(), pages);
  }

  private void copy(Step.Copy step, long at, OutputStream out) throws IOException {
    try {
      StoredSegments.Packed packed = stored.packed(step.place());
      inflater.inflate(packed.packed(), packed.packed().length, content, step.size());
      SegmentInflater.requireContent(content, packed.page());
      if (packed.page().segment().id().equals(step.segment().id())) {
        out.write(packed.packed());
        pages.add(packed.page());
        return;
      }
    } catch (IOException e) {
      missing(step.place(), e);
    }
    byte[] packed = late.fetch(new ByteRange(at, at + step.packedSize()));
    inflater.inflate(packed, packed.length, content, step.size());
    ChunkPage page = ChunkPage.ofWhole(content, step.size(), packed.length);
    out.write(packed);
    pages.add(page);
  }

  private void build(Step.Build step, long at, PartReader came, OutputStream out)
      throws IOException {
    ChunkPage page = step.page();
    byte[] packed = new byte[step.packedSize()];
    BitSet inPacked = gather(step, at, came, packed);
    int start = 0;
    int packedStart = 0;
    for (int i = 0; i < page.count(); i++) {
      if (inPacked.get(i)) { // the chunks in front of it are complete
        inflater.inflateChunk(
            packed, packedStart, page.packedSize(i), content, start, page.size(i));
      }
      start += page.size(i);
      packedStart += page.packedSize(i);
    }
    SegmentInflater.requireContent(content, page);
    if (inPacked.cardinality() == page.count()) {
      out.write(packed);
      pages.add(page);
    } else {
      pages.add(deflater.deflate(content, page));
      deflater.writeTo(out);
    }
  }

  /** Copies the chunks that are stored, and returns which other ones are in the packed segment. */
  private BitSet gather(Step.Build step, long at, PartReader came, byte[] packed)
      throws IOException {
    ChunkPage page = step.page();
    BitSet inPacked = new BitSet(page.count());
    Ranges missing = new Ranges();
    int start = 0;
    int packedStart = 0;
    for (int i = 0; i < page.count(); i++) {
      long from = at + packedStart;
      Optional<Step.Place> place = step.place(i);
      if (came.take(from, packed, packedStart, page.packedSize(i))) {
        inPacked.set(i);
      } else if (place.isEmpty() || !copyChunk(place.get(), page, i, start)) {
        inPacked.set(i);
        missing.add(from, from + page.packedSize(i));
      }
      start += page.size(i);
      packedStart += page.packedSize(i);
    }
    for (ByteRange range : missing.list()) {
      int length = (int) range.length();
      System.arraycopy(late.fetch(range), 0, packed, (int) (range.start() - at), length);
    }
    return inPacked;
  }

  private boolean copyChunk(Step.Place place, ChunkPage page, int chunk, int start)
      throws IOException {
    Step.Place segment = new Step.Place(place.content(), place.segment(), 0);
    if (unusable.contains(segment)) {
      return false;
    }
    try {
      stored.copy(place, content, start, page.size(chunk));
    } catch (IOException e) {
      missing(place, e);
      unusable.add(segment);
      return false;
    }
    if (ChunkPage.hash(content, start, page.size(chunk)) == page.hash(chunk)) {
      return true;
    }
    missing(place, new AssetException("the chunk at byte " + start + " is another one"));
    return false;
  }

  /** What is stored can't be used: it is fetched. Only who interrupts wants something else. */
  private void missing(Step.Place place, IOException e) throws IOException {
    if (e instanceof ClosedByInterruptException || e instanceof CancelledException) {
      throw e;
    }
    if (told.add(place.content())) {
      log.warn(
          "Parts of the stored asset {} can't be used, and are fetched: {}",
          place.content(),
          Printable.failure(e));
    }
  }

  @Override
  public void close() throws IOException {
    inflater.close();
    deflater.close();
    stored.close();
  }
}
