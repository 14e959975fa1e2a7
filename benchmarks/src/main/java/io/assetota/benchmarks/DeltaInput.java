package io.assetota.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Makes the pairs of {@code benchmarks/delta.sh}: {@code DIR/NAME/a} and {@code b}. Except for
 * sound and noise they are made of two releases of real jars.
 */
public final class DeltaInput {
  private static final int MEGABYTE = 1_000_000;
  private static final int RATE = 44_100;
  private static final int JARS_SIZE = 30 * MEGABYTE;
  private static final String PARAGRAPH =
      "\nA paragraph that nobody has seen before. It tells of a gateway on a hill, of the wind, and"
          + " of the long line to town.\nIts author went home at 17:42, and the lamp went out.\n";

  private final Path folder;
  private final Random random = new Random(7);

  private DeltaInput(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes all pairs.
   *
   * @param args the folder; two releases of wiremock-standalone; two of openapi-generator-cli
   * @throws IOException if it fails
   * @throws SQLException if it fails
   */
  public static void main(String[] args) throws IOException, SQLException {
    DeltaInput input = new DeltaInput(Path.of(args[0]));
    input.copy("wiremock", Path.of(args[1]), Path.of(args[2]));
    input.copy("openapi", Path.of(args[3]), Path.of(args[4]));
    Path source = Path.of(args[3]);
    input.jars(source);
    input.sqlite(source);
    input.raw(source, Path.of(args[1]));
    input.wav();
    input.text(source);
    input.random();
  }

  private Path file(String name, String side) throws IOException {
    return Files.createDirectories(folder.resolve(name)).resolve(side);
  }

  private void copy(String name, Path a, Path b) throws IOException {
    Files.copy(a, file(name, "a"));
    Files.copy(b, file(name, "b"));
  }

  private static boolean isText(String name) {
    return name.endsWith(".mustache") || name.endsWith(".md") || name.endsWith(".json");
  }

  private static byte[] content(Path jar, Predicate<String> wanted, int most) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
        if (wanted.test(entry.getName()) && out.size() < most) {
          try (InputStream in = zip.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
    return Arrays.copyOf(out.toByteArray(), most);
  }

  private static byte[] insert(byte[] content, int at, byte[] more) {
    return ByteBuffer.allocate(content.length + more.length)
        .put(content, 0, at)
        .put(more)
        .put(content, at, content.length - at)
        .array();
  }

  private void text(Path source) throws IOException {
    byte[] text = content(source, DeltaInput::isText, 5 * MEGABYTE);
    Files.write(file("text", "a"), text);
    Files.write(
        file("text", "b"), insert(text, 2_345_678, PARAGRAPH.getBytes(StandardCharsets.UTF_8)));
  }

  private void random() throws IOException {
    byte[] noise = noise(20 * MEGABYTE);
    Files.write(file("random", "a"), noise);
    Files.write(file("random", "b"), insert(noise, 0, noise(1024)));
  }

  private byte[] noise(int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  /** Files of 45 MB and free space; half a megabyte in it is another file. */
  private void raw(Path source, Path other) throws IOException {
    byte[] image =
        Arrays.copyOf(content(source, n -> n.endsWith(".class"), 45 * MEGABYTE), 50 * MEGABYTE);
    Files.write(file("raw image", "a"), image);
    byte[] changed = content(other, n -> n.endsWith(".class"), MEGABYTE / 2);
    System.arraycopy(changed, 0, image, 20 * MEGABYTE, changed.length);
    Files.write(file("raw image", "b"), image);
  }

  /** A minute of stereo in 16 bits; one second is quieter. */
  private void wav() throws IOException {
    int length = 60 * RATE * 4;
    ByteBuffer wav = ByteBuffer.allocate(44 + length).order(ByteOrder.LITTLE_ENDIAN);
    wav.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(36 + length);
    wav.put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII)).putInt(16);
    wav.putShort((short) 1).putShort((short) 2).putInt(RATE).putInt(4 * RATE);
    wav.putShort((short) 4).putShort((short) 16);
    wav.put("data".getBytes(StandardCharsets.US_ASCII)).putInt(length);
    for (int i = 0; i < 60 * RATE; i++) {
      double sound =
          6000 * Math.sin(i * 0.0313 + 3 * Math.sin(i * 0.0001)) + 4000 * Math.sin(i * 0.071);
      wav.putShort((short) (sound + 120 * random.nextGaussian()));
      wav.putShort((short) (0.8 * sound + 90 * random.nextGaussian()));
    }
    Files.write(file("WAV", "a"), wav.array());
    int second = 44 + 44 * 4 * RATE;
    for (int at = second; at < second + 4 * RATE; at += 2) {
      wav.putShort(at, (short) (wav.getShort(at) / 3.0 + 200 * random.nextGaussian()));
    }
    Files.write(file("WAV", "b"), wav.array());
  }

  private void sqlite(Path source) throws IOException, SQLException {
    List<String> words =
        List.of(
            new String(content(source, DeltaInput::isText, MEGABYTE), StandardCharsets.ISO_8859_1)
                .split("[^A-Za-z]+"));
    Path a = file("SQLite", "a");
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + a)) {
      database.setAutoCommit(false);
      try (Statement statement = database.createStatement()) {
        statement.execute(
            "create table event(id integer primary key, device text, at integer, kind text, value"
                + " real, note text)");
        statement.execute("create index event_device on event(device)");
      }
      try (PreparedStatement insert =
          database.prepareStatement("insert into event values(?, ?, ?, ?, ?, ?)")) {
        for (int id = 1; id <= 175_000; id++) {
          StringBuilder note = new StringBuilder();
          for (int i = random.nextInt(12); i >= 0; i--) {
            note.append(words.get(random.nextInt(words.size()))).append(' ');
          }
          insert.setInt(1, id);
          insert.setString(2, String.format("device-%05d", random.nextInt(20_000)));
          insert.setLong(3, 1_700_000_000L + 7L * id + random.nextInt(7));
          insert.setString(4, List.of("start", "stop", "alarm").get(random.nextInt(3)));
          insert.setDouble(5, 100 * random.nextDouble());
          insert.setString(6, note.toString());
          insert.addBatch();
        }
        insert.executeBatch();
      }
      database.commit();
    }
    Path b = file("SQLite", "b");
    Files.copy(a, b);
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + b);
        PreparedStatement update =
            database.prepareStatement("update event set value = ?, note = ? where id = ?")) {
      database.setAutoCommit(false);
      for (int i = 0; i < 100; i++) {
        update.setDouble(1, random.nextDouble());
        update.setString(2, "changed " + random.nextInt());
        update.setInt(3, 1 + random.nextInt(175_000));
        update.execute();
      }
      database.commit();
    }
  }

  /** The classes of a release by package, 30 MB of jars; one class is another one. */
  private void jars(Path source) throws IOException {
    Map<String, Map<String, byte[]>> jars = new TreeMap<>();
    try (ZipFile zip = new ZipFile(source.toFile())) {
      for (ZipEntry entry : zip.stream().map(e -> (ZipEntry) e).toList()) {
        if (!entry.isDirectory()) {
          try (InputStream in = zip.getInputStream(entry)) {
            String[] parts = entry.getName().split("/");
            String jar = String.join("-", Arrays.copyOf(parts, Math.min(3, parts.length - 1)));
            jars.computeIfAbsent(jar.isEmpty() ? "app" : jar, k -> new TreeMap<>())
                .put(entry.getName(), in.readAllBytes());
          }
        }
      }
    }
    Map<String, Map<String, byte[]>> written = new TreeMap<>();
    long total = 0;
    for (Map.Entry<String, Map<String, byte[]>> jar : jars.entrySet()) {
      if (jar.getValue().size() >= 20 && total < JARS_SIZE) {
        total += Files.size(write("a", jar.getKey(), jar.getValue()));
        written.put(jar.getKey(), jar.getValue());
      }
    }
    recompileOne(written.values().stream().max(Comparator.comparingInt(Map::size)).orElseThrow());
    for (Map.Entry<String, Map<String, byte[]>> jar : written.entrySet()) {
      write("b", jar.getKey(), jar.getValue());
    }
  }

  private static void recompileOne(Map<String, byte[]> members) {
    Map.Entry<String, byte[]> changed =
        members.entrySet().stream()
            .filter(m -> m.getKey().endsWith(".class"))
            .skip(members.size() / 2)
            .findFirst()
            .orElseThrow();
    byte[] recompiled = changed.getValue().clone();
    for (int at = recompiled.length / 3; at < recompiled.length; at += 97) {
      recompiled[at]++;
    }
    changed.setValue(recompiled);
  }

  private Path write(String side, String name, Map<String, byte[]> members) throws IOException {
    Path jar = Files.createDirectories(file("jars", side)).resolve(name + ".jar");
    try (OutputStream out = Files.newOutputStream(jar);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, byte[]> member : members.entrySet()) {
        ZipEntry entry = new ZipEntry(member.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(member.getValue());
      }
    }
    return jar;
  }
}
