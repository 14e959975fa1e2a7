package io.assetota.bundle;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.assetota.core.AssetException;
import io.assetota.core.AssetHash;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.FirmwareModule;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One run through a whole bundle, front to back, each entry inflated once. */
final class Verification {
  private static final int CHUNK = 64 * 1024;

  private final SeekableByteChannel channel;
  private final VerifyOptions options;
  private final Findings findings = new Findings();
  private final Map<BundleEntry, AssetHash> hashes = new LinkedHashMap<>();
  private final EnvironmentCheck environment = new EnvironmentCheck(findings);
  private final byte[] chunk = new byte[CHUNK];
  private @Nullable FirmwareModule application;
  private @Nullable BundleEntry applicationEntry;

  Verification(SeekableByteChannel channel, VerifyOptions options) {
    this.channel = channel;
    this.options = options;
  }

  BundleReport run() throws IOException {
    ArchiveIndex index = ArchiveIndex.read(channel, true, options.limits(), findings);
    for (BundleEntry entry : index.readable()) {
      check(entry);
    }
    Optional<EnvironmentVariables> variables = environment.check();
    BundleContents contents = null;
    if (application != null && applicationEntry != null) {
      contents =
          new ApplicationCheck(applicationEntry, application, options.platform(), findings)
              .against(index, hashes, variables);
    }
    return new BundleReport(
        findings.problems(), findings.warnings(), Optional.ofNullable(contents));
  }

  private void check(BundleEntry entry) throws IOException {
    try (InputStream range =
        new BufferedInputStream(new ChannelStream(channel, entry.range()), CHUNK)) {
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
      ContentStream content = new ContentStream(entry, packed);
      try {
        checkContent(entry, content);
      } finally {
        content.release();
      }
      skipRest(packed);
      in.readRest();
    } catch (BundleException e) {
      findings.addAll(e);
    }
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
    Hasher hasher = Hashing.sha256().newHasher();
    int n;
    while ((n = content.read(chunk)) >= 0) {
      hasher.putBytes(chunk, 0, n);
    }
    hashes.put(entry, new AssetHash(hasher.hash()));
  }

  private void readThrough(InputStream content) throws IOException {
    while (content.read(chunk) >= 0) {
      // Only for the checks at the end of the content.
    }
  }
}
