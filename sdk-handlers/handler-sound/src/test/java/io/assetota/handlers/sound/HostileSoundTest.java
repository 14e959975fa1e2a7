package io.assetota.handlers.sound;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.stream.Stream;
import javax.sound.midi.MidiSystem;
import javax.sound.midi.Sequence;
import javax.sound.sampled.AudioFileFormat;
import javax.sound.sampled.AudioFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Headers that would have Java Sound take all memory, and unusual ones that are harmless. */
class HostileSoundTest {
  private static final SoundFormat MONO = new SoundFormat(8000, 1);

  private static ByteBuffer header(int length, ByteOrder order, String magic) {
    return ByteBuffer.allocate(length).order(order).put(magic.getBytes(ISO_8859_1));
  }

  private static byte[] au(int begin, int encoding, int channels) {
    return header(41, ByteOrder.BIG_ENDIAN, ".snd")
        .putInt(begin)
        .putInt(-1)
        .putInt(encoding)
        .putInt(8000)
        .putInt(channels)
        .array();
  }

  private static byte[] wav(int tag, int channels, int frameBytes, int bits) {
    return header(48, ByteOrder.LITTLE_ENDIAN, "RIFF")
        .putInt(40)
        .put("WAVEfmt ".getBytes(ISO_8859_1))
        .putInt(16)
        .putShort((short) tag)
        .putShort((short) channels)
        .putInt(8000)
        .putInt(8000 * frameBytes)
        .putShort((short) frameBytes)
        .putShort((short) bits)
        .put("data".getBytes(ISO_8859_1))
        .putInt(4)
        .array();
  }

  private static byte[] wavChunk(String id, int size) {
    return header(64, ByteOrder.LITTLE_ENDIAN, "RIFF")
        .putInt(56)
        .put("WAVE".getBytes(ISO_8859_1))
        .put(id.getBytes(ISO_8859_1))
        .putInt(size)
        .array();
  }

  private static byte[] aiff(int size, int channels, int bits) {
    return header(64, ByteOrder.BIG_ENDIAN, "FORM")
        .putInt(56)
        .put("AIFFCOMM".getBytes(ISO_8859_1))
        .putInt(size)
        .putShort((short) channels)
        .putInt(1)
        .putShort((short) bits)
        .putShort((short) 0x400b)
        .putLong(0xfa00L << 48) // 8000 in 80 bits
        .put("SSND".getBytes(ISO_8859_1))
        .putInt(8)
        .array();
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("AU, channels", au(24, 3, 65_535), "65535 channels"),
        Arguments.of("AU, all channels", au(24, 3, -1), "4294967295 channels"),
        Arguments.of("AU, 33 doubles", au(24, 7, 33), "33 channels"),
        Arguments.of("AU, none", au(24, 3, 0), "0 channels"),
        Arguments.of("AU, samples far away", au(Integer.MAX_VALUE, 3, 1), "begin at 2147483647"),
        Arguments.of("AU, samples in the header", au(8, 3, 1), "begin at 8"),
        Arguments.of("WAV, channels", wav(1, 65_535, 65_535, 8), "65535 channels"),
        Arguments.of("WAV, float channels", wav(3, 40_000, 4, 32), "40000 channels"),
        Arguments.of("WAV, frames", wav(1, 2, 65_535, 16), "frames have 65535 bytes"),
        Arguments.of("WAV, bits", wav(1, 1, 2, 65_528), "samples have 65528 bits"),
        Arguments.of("WAV, extensible", wav(0xFFFE, 65_535, 4, 16), "65535 channels"),
        Arguments.of("WAV, chunk", wavChunk("LIST", -2), "at 12 can't have 4294967294 bytes"),
        Arguments.of("WAV, long fmt", wavChunk("fmt ", 0x7fffffff), "can't have 2147483647 bytes"),
        Arguments.of("WAV, short fmt", wavChunk("fmt ", 2), "can't have 2 bytes"),
        Arguments.of("WAV, no fmt", wavChunk("LIST", 44), "it ends in its header, at 64"),
        Arguments.of("AIFF, channels", aiff(18, 65_535, 8), "65535 channels"),
        Arguments.of("AIFF, bits", aiff(18, 1, 32_767), "samples have 32767 bits"),
        Arguments.of("AIFF, no bits", aiff(18, 1, 0), "samples have 0 bits"),
        Arguments.of("AIFF, chunk", aiff(-1, 1, 8), "can't have 4294967295 bytes"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("hostile")
  void anImpossibleHeaderIsRefusedBeforeJavaSoundSeesIt(String name, byte[] sound, String why) {
    assertThatExceptionOfType(SoundException.class)
        .as(name)
        .isThrownBy(() -> open(sound))
        .withMessageStartingWith("x is damaged sound: ")
        .withMessageContaining(why)
        .withStackTraceContaining("SoundHeader.check");
  }

  /** Providers of others are not asked by our look at the header: what they found is checked. */
  @Test
  void whatAProviderMakesOfAHeaderIsBounded() {
    assertThatExceptionOfType(SoundException.class)
        .isThrownBy(
            () ->
                SoundHeader.requireSensible(
                    "x.ogg",
                    new AudioFormat(
                        new AudioFormat.Encoding("VORBISENC"), 8000, -1, 255, -1, -1, false)))
        .withMessageContaining("255 channels");
    assertThatExceptionOfType(SoundException.class)
        .isThrownBy(
            () ->
                SoundHeader.requireSensible(
                    "x", new AudioFormat(AudioFormat.Encoding.PCM_SIGNED, 8, 8, 1, 999, 8, false)))
        .withMessageContaining("frames of 999 bytes");
  }

  /** The JDK plays MIDI files, too: that takes its synthesizer, and seconds, for a few bytes. */
  @Test
  void aMidiFileIsNoSound() throws Exception {
    ByteArrayOutputStream midi = new ByteArrayOutputStream();
    Sequence sequence = new Sequence(Sequence.PPQ, 480);
    sequence.createTrack();
    MidiSystem.write(sequence, 1, midi);
    assertThatExceptionOfType(SoundException.class)
        .isThrownBy(() -> open(midi.toByteArray()))
        .withMessageContaining("in no form that can be decoded here");
  }

  @Test
  void whatLiesBeforeTheDescriptionIsPassedOver() throws IOException {
    byte[] plain = Tones.wav(MONO, 440, 0.5, 100);
    byte[] picture = header(8 + 30_002, ByteOrder.LITTLE_ENDIAN, "LIST").putInt(30_001).array();
    ByteArrayOutputStream sound = new ByteArrayOutputStream();
    sound.write(plain, 0, 12);
    sound.write(picture);
    sound.write(plain, 12, plain.length - 12);
    try (SoundStream stream = open(sound.toByteArray())) {
      assertThat(Tones.readAll(stream)).hasSize(200);
    }
  }

  @Test
  void moreChannelsThanTwoAreMixed() throws IOException {
    AudioFormat surround = new AudioFormat(8000, 16, 8, true, false);
    byte[] eight =
        Tones.encoded(
            AudioFileFormat.Type.WAVE, surround, Tones.samples(MONO, 440, 0.5, 100), MONO);
    try (SoundStream stream = open(eight)) {
      assertThat(stream.format().channels()).isEqualTo(2);
      assertThat(Tones.readAll(stream)).hasSize(400);
    }
  }

  private static SoundStream open(byte[] sound) throws IOException {
    return SoundStream.open("x", new ByteArrayInputStream(sound));
  }
}
