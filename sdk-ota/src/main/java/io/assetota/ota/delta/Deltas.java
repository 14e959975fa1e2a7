package io.assetota.ota.delta;

import io.assetota.core.bundle.Bundle;
import io.assetota.core.bundle.BundleEntry;
import io.assetota.core.bundle.ByteRange;
import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.Segment;
import io.assetota.core.install.StoredContents;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.ota.http.SourceException;
import io.assetota.ota.source.BundleSource;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What an update has to fetch of contents whose chunks the device has in part. What it fetches for
 * that is the table's index, and the pages of segments that the device doesn't have.
 */
public final class Deltas {
  private static final Logger log = LoggerFactory.getLogger(Deltas.class);

  /** More chunks than these, of some 4 GB, stay out of memory: their contents come whole. */
  private static final int MAX_CHUNKS = 500_000;

  /** A delta has to save this part of the content at least: it costs the device some work. */
  private static final int LEAST_SAVED = 16;

  private final Map<AssetHash, Delta> deltas = new HashMap<>();
  private final Map<AssetHash, List<ChunkPage>> pages = new HashMap<>();
  private final BundleSource source;
  private final StoredContents stored;
  private long tableBytes;

  private Deltas(BundleSource source, StoredContents stored) {
    this.source = source;
    this.stored = stored;
  }

  /** What is known of some content while it is planned. */
  private record Planned(
      BundleEntry entry, ChunkTable.Content content, Map<Integer, ChunkPage> pages) {}

  /**
   * Plans.
   *
   * @param moving the contents that have to come, and their entries
   * @throws IOException if the source or the device can't be read
   */
  public static Deltas plan(
      BundleSource source, Bundle bundle, StoredContents stored, Map<AssetHash, BundleEntry> moving)
      throws IOException {
    Deltas deltas = new Deltas(source, stored);
    Optional<BundleChunks> table =
        moving.isEmpty() ? Optional.empty() : BundleChunks.open(source, bundle);
    if (table.isPresent()) {
      deltas.plan(table.get(), moving);
      deltas.tableBytes = table.get().fetched();
    }
    return deltas;
  }

  private void plan(BundleChunks table, Map<AssetHash, BundleEntry> moving) throws IOException {
    Map<AssetHash, Planned> planned = new LinkedHashMap<>();
    int chunks = 0;
    for (Map.Entry<AssetHash, BundleEntry> content : moving.entrySet()) {
      Optional<ChunkTable.Content> found = table.find(content.getKey(), content.getValue());
      int more = found.map(Deltas::chunks).orElse(0);
      if (found.isPresent() && chunks + more <= MAX_CHUNKS) {
        chunks += more;
        planned.put(
            content.getKey(), new Planned(content.getValue(), found.get(), new HashMap<>()));
      }
    }
    LocalChunks local = new LocalChunks(stored);
    local.findSegments(planned.values().stream().map(Planned::content).toList());
    loadPages(table, planned, local);
    local.findChunks();
    planned.forEach((content, p) -> decide(content, p, local));
  }

  private static int chunks(ChunkTable.Content content) {
    return content.segments().stream().mapToInt(Segment::chunks).sum();
  }

  /** Fetches the pages of segments that the device doesn't have. */
  private static void loadPages(
      BundleChunks table, Map<AssetHash, Planned> planned, LocalChunks local) throws IOException {
    Set<AssetHash> wrong = new HashSet<>();
    for (Map.Entry<AssetHash, Planned> entry : planned.entrySet()) {
      ChunkTable.Content content = entry.getValue().content();
      List<Integer> missing =
          IntStream.range(0, content.segments().size())
              .filter(i -> local.segment(content.segments().get(i).id()).isEmpty())
              .boxed()
              .toList();
      try {
        List<ChunkPage> pages = table.pages(content, missing);
        for (int i = 0; i < pages.size(); i++) {
          entry.getValue().pages().put(missing.get(i), pages.get(i));
          local.want(pages.get(i));
        }
      } catch (SourceException e) {
        throw e;
      } catch (AssetException e) {
        log.warn(
            "{} comes whole, as the table of chunks is wrong: {}",
            entry.getValue().entry().name(),
            e.getMessage());
        wrong.add(entry.getKey());
      }
    }
    planned.keySet().removeAll(wrong);
  }

  private void decide(AssetHash hash, Planned planned, LocalChunks local) {
    ByteRange data = planned.entry().dataRange().orElseThrow();
    List<Step> steps = new ArrayList<>();
    Ranges ranges = new Ranges();
    long at = data.start();
    for (int i = 0; i < planned.content().segments().size(); i++) {
      Segment segment = planned.content().segments().get(i);
      ChunkPage page = planned.pages().get(i);
      if (page == null) {
        steps.add(new Step.Copy(i, segment, local.segment(segment.id()).orElseThrow()));
        at += segment.packedSize();
        continue;
      }
      Step.Build build = local.build(page);
      for (int k = 0; k < page.count(); k++) {
        if (build.place(k).isEmpty()) {
          ranges.add(at, at + page.packedSize(k));
        }
        at += page.packedSize(k);
      }
      steps.add(build);
    }
    if (planned.pages().size() == steps.size()) {
      pages.put(hash, IntStream.range(0, steps.size()).mapToObj(planned.pages()::get).toList());
    }
    Delta delta = new Delta(hash, planned.entry(), steps, ranges.list());
    if (delta.bytes() < data.length() - data.length() / LEAST_SAVED) {
      deltas.put(hash, delta);
    }
  }

  /**
   * Returns what has to come of some content.
   *
   * @return ranges of the bundle; empty if it comes whole
   */
  public Optional<List<ByteRange>> ranges(AssetHash content) {
    return Optional.ofNullable(deltas.get(content)).map(Delta::ranges);
  }

  /** Brings some content whole, although it could come in parts: most of it is there already. */
  public void bringWhole(AssetHash content) {
    deltas.remove(content);
  }

  /** Returns the chunks of content that comes whole, if they are known. */
  public Optional<List<ChunkPage>> pages(AssetHash content) {
    return Optional.ofNullable(pages.get(content));
  }

  /** Returns how much of the table of chunks was fetched for this plan, in bytes. */
  public long tableBytes() {
    return tableBytes;
  }

  /** Returns what puts some content together. */
  public DeltaComposer composer(AssetHash content, DeltaComposer.Late late) {
    Delta delta = deltas.get(content);
    if (delta == null) {
      throw new IllegalArgumentException("comes whole: " + content);
    }
    return new DeltaComposer(stored, delta, late);
  }

  @Override
  public String toString() {
    return deltas.size() + " contents in parts from " + source;
  }
}
