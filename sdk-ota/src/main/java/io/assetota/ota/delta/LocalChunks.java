package io.assetota.ota.delta;

import io.assetota.core.chunk.ChunkPage;
import io.assetota.core.chunk.ChunkTable;
import io.assetota.core.chunk.Segment;
import io.assetota.core.chunk.SegmentId;
import io.assetota.core.chunk.StoredChunks;
import io.assetota.core.install.StoredContents;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds segments and chunks among all that is stored, whatever it is called. It reads the tables
 * beside the assets, one after the other; of what is there it keeps only what is wanted.
 */
final class LocalChunks {
  private static final Logger log = LoggerFactory.getLogger(LocalChunks.class);

  private final StoredContents stored;
  private final List<AssetHash> contents;
  private final Map<SegmentId, Step.Place> segments = new HashMap<>();
  private final Wanted wanted = new Wanted();
  private boolean wantsChunks;

  LocalChunks(StoredContents stored) {
    this.stored = stored;
    this.contents = stored.all();
  }

  /** Looks for the segments of these contents. */
  void findSegments(List<ChunkTable.Content> of) throws IOException {
    Set<SegmentId> looked = new HashSet<>();
    of.forEach(c -> c.segments().forEach(s -> looked.add(s.id())));
    if (looked.isEmpty()) {
      return;
    }
    for (AssetHash content : contents) {
      Optional<StoredChunks> chunks = stored.chunks(content);
      if (chunks.isPresent()) {
        List<Segment> there = chunks.get().content().segments();
        for (int i = 0; i < there.size(); i++) {
          if (looked.contains(there.get(i).id())) {
            segments.putIfAbsent(there.get(i).id(), new Step.Place(content, i, 0));
          }
        }
      }
    }
  }

  Optional<Step.Place> segment(SegmentId id) {
    return Optional.ofNullable(segments.get(id));
  }

  /** Wants the chunks of a page. */
  void want(ChunkPage page) {
    wantsChunks = true;
    wanted.add(page);
  }

  /** Looks for the chunks that are wanted. */
  void findChunks() throws IOException {
    for (int i = 0; wantsChunks && i < contents.size(); i++) {
      Optional<StoredChunks> chunks = stored.chunks(contents.get(i));
      int count = chunks.map(c -> c.content().segments().size()).orElse(0);
      try {
        for (int segment = 0; segment < count; segment++) {
          wanted.found(chunks.orElseThrow().page(segment), i, segment);
        }
      } catch (AssetException e) {
        log.warn("The chunks of {} are not used: {}", contents.get(i), e.getMessage());
      }
    }
  }

  /** Returns the step that makes a segment of these chunks. */
  Step.Build build(ChunkPage page) {
    long[] places = new long[page.count()];
    for (int i = 0; i < places.length; i++) {
      places[i] = wanted.place(page.hash(i), page.size(i));
    }
    return new Step.Build(page, places, contents);
  }
}
