package io.assetota.handlers.sound;

import java.io.IOException;
import java.util.List;

/** Adds up several streams of the same form, block by block. */
final class VoiceMixer {
  private final List<SoundStream> voices;
  private final byte[] mixed;
  private final byte[] voice;
  private final boolean[] ended;

  VoiceMixer(List<SoundStream> voices, int frames) {
    int frameBytes = voices.get(0).format().frameBytes();
    this.voices = voices;
    this.mixed = new byte[frames * frameBytes];
    this.voice = voices.size() == 1 ? mixed : new byte[mixed.length];
    this.ended = new boolean[voices.size()];
  }

  /** Holds the block after {@link #next()}. */
  byte[] buffer() {
    return mixed;
  }

  /** Makes the next block, and returns its bytes; 0 after the end of the last voice. */
  int next() throws IOException {
    if (voice == mixed) {
      return Math.max(0, fill(0));
    }
    int length = 0;
    for (int i = 0; i < voices.size(); i++) {
      int read = fill(i);
      add(read, length);
      length = Math.max(length, read);
    }
    return length;
  }

  /** Fills a block as far as the voice goes; blocks of all voices have to begin together. */
  private int fill(int index) throws IOException {
    int filled = 0;
    while (filled < voice.length && !ended[index]) {
      int read = voices.get(index).read(voice, filled, voice.length - filled);
      if (read < 0) {
        ended[index] = true;
      } else {
        filled += read;
      }
    }
    return filled;
  }

  private void add(int read, int valid) {
    for (int i = 0; i + 1 < read; i += 2) {
      int sum = sample(voice, i) + (i < valid ? sample(mixed, i) : 0);
      int cut = Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, sum));
      mixed[i] = (byte) cut;
      mixed[i + 1] = (byte) (cut >> 8);
    }
  }

  private static int sample(byte[] bytes, int at) {
    return (bytes[at] & 0xff) | bytes[at + 1] << 8;
  }
}
