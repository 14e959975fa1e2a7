package io.assetota.ota.source;

/** How much is read at a time from a server, for tests that count bytes and requests. */
public final class SourceSizes {
  /** What the first request asks for. */
  public static final int HEAD = HttpSource.HEAD;

  /** What is read as a whole at the end, where the directory is. */
  public static final int TAIL = SourceChannel.TAIL;

  private SourceSizes() {}
}
