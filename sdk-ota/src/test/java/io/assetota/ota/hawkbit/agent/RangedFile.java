package io.assetota.ota.hawkbit.agent;

import com.google.common.hash.Hashing;
import io.assetota.testing.Answer;
import io.assetota.testing.RangedContent;
import io.assetota.testing.Request;
import java.util.concurrent.atomic.AtomicLong;

/** An artifact as hawkBit sends it; ranges.json of the recordings says how. */
public final class RangedFile {
  private final RangedContent ranged;
  private final AtomicLong bytesSent = new AtomicLong();

  public RangedFile(byte[] content) {
    ranged = new RangedContent(content, "\"" + sha1(content) + "\"");
  }

  public byte[] content() {
    return ranged.content();
  }

  public long bytesSent() {
    return bytesSent.get();
  }

  public String sha1() {
    return sha1(content());
  }

  @SuppressWarnings("deprecation") // what hawkBit takes for an entity tag
  private static String sha1(byte[] content) {
    return Hashing.sha1().hashBytes(content).toString();
  }

  public String etag() {
    return ranged.etag();
  }

  public Answer answer(Request request) {
    Answer answer = ranged.answer(request);
    bytesSent.addAndGet(answer.body().length);
    return answer;
  }
}
