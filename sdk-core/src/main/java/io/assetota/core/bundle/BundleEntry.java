package io.assetota.core.bundle;

import io.assetota.core.bundle.report.BundleException;
import io.assetota.core.bundle.report.BundleProblem;
import io.assetota.core.bundle.zip.DirectoryHeader;
import io.assetota.core.bundle.zip.ZipFormat;
import io.assetota.core.model.AssetReference;
import io.assetota.core.module.AssetModuleWriter;
import io.assetota.core.module.EnvironmentVariables;
import io.assetota.core.module.ModuleExtension;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Optional;

/**
 * One file in a bundle, as the central directory describes it. Immutable.
 *
 * <p>The methods that read content take a stream of the entry's {@link #range()}: its bytes may
 * come from a file ({@link Bundle#openRange}) or from an HTTP server.
 */
public final class BundleEntry {
  private final DirectoryHeader header;
  private final EntryKind kind;
  private final boolean variables;
  private final ByteRange range;

  BundleEntry(DirectoryHeader header, EntryKind kind, boolean variables, ByteRange range) {
    this.header = header;
    this.kind = kind;
    this.variables = variables;
    this.range = range;
  }

  /**
   * Returns the path in the bundle.
   *
   * @return for example {@code assets/logo.png}
   */
  public String name() {
    return header.name();
  }

  /**
   * Returns the last part of the path: for an asset, the asset's name.
   *
   * @return for example {@code logo.png}
   */
  public String fileName() {
    return name().substring(name().lastIndexOf('/') + 1);
  }

  /**
   * Returns what the entry is.
   *
   * @return the kind
   */
  public EntryKind kind() {
    return kind;
  }

  /**
   * Returns how the content is packed.
   *
   * @return the method
   */
  public EntryMethod method() {
    return header.method() == ZipFormat.DEFLATED ? EntryMethod.DEFLATED : EntryMethod.STORED;
  }

  /**
   * Returns the length of the data in the bundle.
   *
   * @return bytes, less than 2^32
   */
  public long packedSize() {
    return header.compressedSize();
  }

  /**
   * Returns the length of the content, as the directory states it.
   *
   * @return bytes, less than 2^32
   */
  public long size() {
    return header.size();
  }

  /**
   * Returns the CRC-32 of the content, as the directory states it.
   *
   * @return 0 to 2^32-1
   */
  public long crc32() {
    return header.crc32();
  }

  /**
   * Returns where the entry lies: its local header, its data, and nothing else but a data
   * descriptor.
   *
   * @return bytes of the bundle
   */
  public ByteRange range() {
    return range;
  }

  /**
   * Returns where the packed data lies, if the directory alone tells that.
   *
   * @return bytes of the bundle; empty if a data descriptor may follow the data
   */
  public Optional<ByteRange> dataRange() {
    return header.has(ZipFormat.FLAG_DESCRIPTOR)
        ? Optional.empty()
        : Optional.of(new ByteRange(range.end() - packedSize(), range.end()));
  }

  /**
   * Reads the local header and gives the data behind it, still packed.
   *
   * @param range a stream of the bytes of {@link #range()}, from its first on; the returned stream
   *     reads from it and closes it
   * @return exactly {@link #packedSize()} bytes
   * @throws BundleException if the local header contradicts the directory
   * @throws IOException if reading fails
   */
  public InputStream readPacked(InputStream range) throws IOException {
    EntryRange in = new EntryRange(this, range);
    in.readHeader();
    return in.data();
  }

  /**
   * Reads the local header and gives the content, inflated as it is read. At the end it is checked
   * against the size and the CRC-32 of the directory; never more than {@link #size()} bytes come
   * out.
   *
   * @param range a stream of the bytes of {@link #range()}, from its first on; the returned stream
   *     reads from it and closes it
   * @return the content
   * @throws BundleException if the local header contradicts the directory; also from reading the
   *     stream, when the content does
   * @throws IOException if reading fails
   */
  public InputStream readContent(InputStream range) throws IOException {
    EntryRange in = new EntryRange(this, range);
    in.readHeader();
    return new ContentStream(this, in.data());
  }

  /**
   * Returns the length of the asset module that {@link #writeAssetModule} writes.
   *
   * @param asset the asset that the application names
   * @return bytes
   */
  public long assetModuleLength(AssetReference asset) {
    AssetModuleWriter writer = AssetModuleWriter.forAsset(asset);
    if (variables) {
      return writer
          .ofType(ModuleExtension.AssetType.APPLICATION_VARIABLES)
          .plainLength(header.size());
    }
    return method() == EntryMethod.DEFLATED
        ? writer.compressedLength(header.compressedSize())
        : writer.plainLength(header.size());
  }

  /**
   * Makes an asset module of the entry, without compressing anything: a Deflate stream goes into a
   * compressed module as it is, and content that is stored uncompressed into a plain module. The
   * asset with the environment variables becomes a plain module of its own type. Content is not
   * checked against the hash: {@link io.assetota.core.module.AssetModule#verify} does that.
   *
   * @param asset the asset that the application names
   * @param range a stream of the bytes of {@link #range()}, from its first on; it is not closed
   * @param out where the module goes; it is not closed
   * @throws BundleException if the local header contradicts the directory
   * @throws IOException if reading or writing fails
   */
  public void writeAssetModule(AssetReference asset, InputStream range, OutputStream out)
      throws IOException {
    AssetModuleWriter writer = AssetModuleWriter.forAsset(asset);
    if (variables) {
      byte[] content = readSmallContent(range, EnvironmentVariables.MAX_SIZE);
      writer
          .ofType(ModuleExtension.AssetType.APPLICATION_VARIABLES)
          .writePlain(content.length, new ByteArrayInputStream(content), out);
    } else if (method() == EntryMethod.DEFLATED) {
      writer.writeCompressed(header.size(), header.compressedSize(), readPacked(range), out);
    } else {
      writer.writePlain(header.size(), readPacked(range), out);
    }
  }

  /** Reads and checks content that is small by its nature; the range is not closed. */
  byte[] readSmallContent(InputStream range, int limit) throws IOException {
    if (size() > limit) {
      throw new BundleException(
          problem(
              BundleProblem.Kind.TOO_LARGE,
              "claims " + size() + " bytes; at most " + limit + " are allowed"));
    }
    EntryRange in = new EntryRange(this, range);
    in.readHeader();
    ContentStream content = new ContentStream(this, in.data());
    try {
      return content.readAllBytes();
    } finally {
      content.release();
    }
  }

  /**
   * Tells whether this asset holds environment variables, as its bundle has them as JSON, too.
   *
   * @return whether it does
   */
  public boolean isVariables() {
    return variables;
  }

  DirectoryHeader header() {
    return header;
  }

  BundleProblem problem(BundleProblem.Kind problem, String message) {
    return BundleProblem.ofEntry(problem, name(), range.start(), message);
  }

  @Override
  public String toString() {
    return name() + " (" + kind + ", " + size() + " bytes)";
  }
}
