package io.assetota.core.bundle;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.bundle.check.Findings;
import io.assetota.core.bundle.report.BundleContents;
import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.report.BundleReport;
import io.assetota.core.bundle.zip.ChannelStream;
import io.assetota.core.model.AssetException;
import io.assetota.core.model.AssetHash;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Verifies a whole bundle: first the application, then the other entries from front to back. Each
 * entry is inflated at most once.
 */
final class Verification {
  private static final int CHUNK = 64 * 1024;

  /**
   * How much of assets that the application does not name is inflated, in bytes: enough to find out
   * that an asset is there under another name.
   */
  private static final long MAX_UNNAMED = 2 * 1024 * 1024;

  private final SeekableByteChannel channel;
  private final VerifyOptions options;
  private final Findings findings = new Findings();
  private final Map<BundleEntry, AssetHash> hashes = new LinkedHashMap<>();
  private final EnvironmentCheck environment = new EnvironmentCheck(findings);
  private final byte[] chunk = new byte[CHUNK];
  private ProgramCheck program = ProgramCheck.NONE;
  private long unnamedLeft = MAX_UNNAMED;
  private long inflated;
  private @Nullable FirmwareModule application;
  private @Nullable BundleEntry applicationEntry;

  Verification(SeekableByteChannel channel, VerifyOptions options) {
    this.channel = channel;
    this.options = options;
  }

  BundleReport run() throws IOException {
    ArchiveIndex index = ArchiveIndex.read(channel, true, options.limits(), findings);
    List<BundleEntry> entries = index.readable();
    for (BundleEntry entry : entries) {
      if (entry.kind() == EntryKind.APPLICATION) {
        check(entry, true);
      }
    }
    NamedAssets named = NamedAssets.of(application, entries);
    program = ProgramCheck.of(applicationEntry, application, findings);
    for (BundleEntry entry : entries) {
      if (entry.kind() != EntryKind.APPLICATION) {
        check(entry, isWanted(entry, named));
      }
    }
    new ChunksCheck(channel, findings).check(entries, hashes);
    Optional<EnvironmentVariables> variables = environment.check();
    BundleContents contents = null;
    if (application != null && applicationEntry != null) {
      contents =
          new ApplicationCheck(applicationEntry, application, options.platform(), findings)
              .against(index, hashes, variables, program);
    }
    return new BundleReport(
        findings.problems(), findings.warnings(), Optional.ofNullable(contents));
  }

  /**
   * Whether the content matters. An asset that the application does not name is refused anyway; its
   * content can only show which name it should have, or that it differs from other variables.
   */
  private boolean isWanted(BundleEntry entry, NamedAssets named) {
    if (entry.kind() == EntryKind.FILE) {
      return program.names(entry);
    }
    if (entry.kind() != EntryKind.ASSET || named.has(entry)) {
      return true;
    }
    boolean telling = named.isMissingOne() || entry.isVariables();
    if (!telling || entry.size() > unnamedLeft) {
      return false;
    }
    unnamedLeft -= entry.size();
    return true;
  }

  /** Returns how many bytes were unpacked, whether they were read or not. */
  long inflated() {
    return inflated;
  }

  private void check(BundleEntry entry, boolean withContent) throws IOException {
    try (InputStream range =
        new BufferedInputStream(
            new ChannelStream(channel, entry.range().start(), entry.range().end()), CHUNK)) {
      EntryRange in = new EntryRange(entry, range);
      try {
        in.readHeader();
      } catch (BundleException e) {
        findings.addAll(e);
      }
      if (!in.hasData()) {
        return;
      }
      InputStream packed = in.data();
      if (withContent) {
        unpack(entry, packed);
      } else {
        packed.skipNBytes(entry.packedSize());
      }
      in.readRest();
    } catch (BundleException e) {
      findings.addAll(e);
    }
  }

  private void unpack(BundleEntry entry, InputStream packed) throws IOException {
    ContentStream content = new ContentStream(entry, packed);
    try {
      checkContent(entry, content);
    } finally {
      inflated += content.unpacked();
      content.release();
    }
    skipRest(packed);
  }

  private void skipRest(InputStream packed) throws IOException {
    while (packed.read(chunk) >= 0) {
      // A damaged stream may have left data behind; what follows it is checked all the same.
    }
  }

  private void checkContent(BundleEntry entry, ContentStream content) throws IOException {
    try {
      switch (entry.kind()) {
        case APPLICATION -> readApplication(entry, content);
        case ASSET -> readAsset(entry, content);
        case FILE -> hash(entry, content);
        case ENVIRONMENT -> environment.json(entry, content);
        case OTHER -> readThrough(content);
      }
    } catch (BundleException e) {
      findings.addAll(e);
    }
  }

  private void readApplication(BundleEntry entry, InputStream content) throws IOException {
    applicationEntry = entry;
    try {
      application = FirmwareModule.read(content);
    } catch (BundleException e) {
      throw e;
    } catch (AssetException e) {
      throw new BundleException(
          entry.problem(BundleProblem.Kind.APPLICATION_DAMAGED, String.valueOf(e.getMessage())));
    }
  }

  private void readAsset(BundleEntry entry, InputStream content) throws IOException {
    if (environment.mayBeAsset(entry)) {
      byte[] variables = content.readAllBytes();
      hashes.put(entry, AssetHash.ofContent(variables));
      environment.asset(entry, variables);
      return;
    }
    hash(entry, content);
  }

  private void hash(BundleEntry entry, InputStream content) throws IOException {
    Hasher hasher = Hashing.sha256().newHasher();
    int n;
    while ((n = content.read(chunk)) >= 0) {
      hasher.putBytes(chunk, 0, n);
    }
    hashes.put(entry, AssetHash.of(hasher.hash().asBytes()));
  }

  private void readThrough(InputStream content) throws IOException {
    while (content.read(chunk) >= 0) {
      // Only for the checks at the end of the content.
    }
  }
}
