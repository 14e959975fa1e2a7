package io.assetota.acceptance;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * An element of a pom.
 *
 * @param file the pom
 * @param element where in it
 */
record Pom(Path file, Element element) {
  static Pom read(Path file) throws Exception {
    return new Pom(
        file,
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(file.toFile())
            .getDocumentElement());
  }

  /** Folder of the module. */
  Path folder() {
    return file.getParent();
  }

  /** All elements at a path such as {@code dependencies/dependency}. */
  List<Pom> all(String path) {
    List<Pom> found = List.of(this);
    for (String name : path.split("/", -1)) {
      found = found.stream().flatMap(pom -> pom.children(name).stream()).toList();
    }
    return found;
  }

  private List<Pom> children(String name) {
    List<Pom> children = new ArrayList<>();
    for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element child && child.getTagName().equals(name)) {
        children.add(new Pom(file, child));
      }
    }
    return children;
  }

  /** The text of the one element at a path, if it is there and has any. */
  Optional<String> text(String path) {
    return all(path).stream()
        .map(pom -> pom.element().getTextContent().strip())
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  @Override
  public String toString() {
    return file.toString();
  }
}
