package io.assetota.server.fleet.rules;

/**
 * How many devices go first.
 *
 * @param amount a count, or a percentage; 0 for none
 * @param percent whether it is a percentage
 */
public record Canary(int amount, boolean percent) {
  /** All at once. */
  public static final Canary NONE = new Canary(0, false);

  /** Checks the range. */
  public Canary {
    if (amount < 0 || (percent && amount > 100)) {
      throw new IllegalArgumentException("canaries out of range: " + amount);
    }
  }

  /** Parses a text: empty, {@code 5} or {@code 10%}. */
  public static Canary parse(String text) throws RefusedException {
    String trimmed = text.strip();
    if (trimmed.isEmpty()) {
      return NONE;
    }
    boolean percent = trimmed.endsWith("%");
    try {
      return new Canary(Integer.parseInt(trimmed.replaceFirst("\\s*%$", "")), percent);
    } catch (IllegalArgumentException e) {
      throw new RefusedException(
          "The canaries are a count like 5 or a share like 10%, not: " + trimmed);
    }
  }

  /** Returns how many of so many devices go first: at least one, unless there are no canaries. */
  public int of(int devices) {
    if (amount == 0 || !percent) {
      return amount;
    }
    return Math.max(1, (int) Math.ceil(devices * (amount / 100.0)));
  }
}
