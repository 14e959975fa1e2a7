package io.assetota.core.json;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;

/**
 * An object of a JSON document. Immutable. Members that nobody asks for are ignored, unless {@link
 * #requireOnly} is called. A member that is null counts as missing.
 */
public final class JsonObject {
  private final JsonPlace place;
  private final Map<String, JsonValue> members;

  JsonObject(JsonPlace place, Map<String, JsonValue> members) {
    this.place = place;
    this.members = members;
  }

  /**
   * Returns all members, also those that are null.
   *
   * @return values by name, in the order of the document
   */
  public Map<String, JsonValue> members() {
    return members;
  }

  /**
   * Refuses members that have no meaning: a typo must not change what a document means.
   *
   * @param names the names that have one
   * @throws JsonException if there is another member, or one that is null
   */
  public void requireOnly(Set<String> names) throws JsonException {
    for (Map.Entry<String, JsonValue> member : members.entrySet()) {
      if (!names.contains(member.getKey())) {
        throw member
            .getValue()
            .problem("is unknown; there are " + String.join(", ", new TreeSet<>(names)));
      }
      if (member.getValue().kind() == JsonValue.Kind.NULL) {
        throw member.getValue().problem("is null: leave it out, or give a value");
      }
    }
  }

  /**
   * Finds a member.
   *
   * @param name its name
   * @return its value; empty if it is missing or null
   */
  public Optional<JsonValue> find(String name) {
    return Optional.ofNullable(members.get(name)).filter(v -> v.kind() != JsonValue.Kind.NULL);
  }

  /**
   * Returns a member.
   *
   * @param name its name
   * @return its value
   * @throws JsonException if it is missing or null
   */
  public JsonValue get(String name) throws JsonException {
    Optional<JsonValue> value = find(name);
    if (value.isEmpty()) {
      throw problem(name, "is missing");
    }
    return value.get();
  }

  /** As {@link JsonValue#text}. */
  public String text(String name, int longest) throws JsonException {
    return get(name).text(longest);
  }

  /** As {@link JsonValue#text}, of a member that may be missing. */
  public Optional<String> optionalText(String name, int longest) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().text(longest));
  }

  /** As {@link JsonValue#integer}. */
  public long integer(String name, long least, long most) throws JsonException {
    return get(name).integer(least, most);
  }

  /** As {@link JsonValue#integer}, of a member that may be missing. */
  public OptionalLong optionalInteger(String name, long least, long most) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(value.get().integer(least, most));
  }

  /** As {@link JsonValue#isTrue}, of a member that may be missing. */
  public Optional<Boolean> optionalBoolean(String name) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().isTrue());
  }

  /** As {@link JsonValue#isTrue}. */
  public boolean isTrue(String name) throws JsonException {
    return get(name).isTrue();
  }

  /** As {@link JsonValue#time}. */
  public Instant time(String name) throws JsonException {
    return get(name).time();
  }

  /** As {@link JsonValue#time}, of a member that may be missing. */
  public Optional<Instant> optionalTime(String name) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().time());
  }

  /** As {@link JsonValue#object}. */
  public JsonObject object(String name) throws JsonException {
    return get(name).object();
  }

  /** As {@link JsonValue#object}, of a member that may be missing. */
  public Optional<JsonObject> optionalObject(String name) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isEmpty() ? Optional.empty() : Optional.of(value.get().object());
  }

  /**
   * Returns a member that is an object.
   *
   * @param name its name
   * @return the object; one without members if it is missing or null
   * @throws JsonException if it is anything else
   */
  public JsonObject objectOrEmpty(String name) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isPresent()
        ? value.get().object()
        : new JsonObject(place.member(name, place.line(), place.column()), Map.of());
  }

  /**
   * Returns a member that is a list.
   *
   * @param name its name
   * @param most the most elements that are allowed
   * @return the elements; none if it is missing or null
   * @throws JsonException if it is anything else
   */
  public List<JsonValue> listOrEmpty(String name, int most) throws JsonException {
    Optional<JsonValue> value = find(name);
    return value.isPresent() ? value.get().list(most) : List.of();
  }

  /** As {@link JsonValue#list}. */
  public List<JsonValue> list(String name, int most) throws JsonException {
    return get(name).list(most);
  }

  /**
   * Returns a list of objects.
   *
   * @param name the member's name
   * @param most the most elements that are allowed
   * @return the elements
   * @throws JsonException if the member is missing, or is anything else
   */
  public List<JsonObject> objects(String name, int most) throws JsonException {
    List<JsonObject> objects = new ArrayList<>();
    for (JsonValue element : list(name, most)) {
      objects.add(element.object());
    }
    return objects;
  }

  /**
   * Returns a list of strings.
   *
   * @param name the member's name
   * @param most the most elements that are allowed
   * @param longest the most characters of each
   * @return the elements
   * @throws JsonException if the member is missing, or is anything else
   */
  public List<String> texts(String name, int most, int longest) throws JsonException {
    List<String> texts = new ArrayList<>();
    for (JsonValue element : list(name, most)) {
      texts.add(element.text(longest));
    }
    return texts;
  }

  /**
   * Makes an exception about a member.
   *
   * @param name its name
   * @param message what is wrong, to follow the path: for example "is not Base64"
   * @return an exception with the member's path, and the line and column of the member, or of this
   *     object if it is missing
   */
  public JsonException problem(String name, String message) {
    JsonValue member = members.get(name);
    return member != null
        ? member.problem(message)
        : place.member(name, place.line(), place.column()).problem(message);
  }

  /** Returns the place, and nothing of the content. */
  @Override
  public String toString() {
    return place.path();
  }
}
