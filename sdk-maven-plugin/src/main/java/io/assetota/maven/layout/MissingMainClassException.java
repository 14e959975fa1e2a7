package io.assetota.maven.layout;

import io.assetota.core.model.AssetException;
import java.nio.file.Path;

/** Thrown when nothing tells how to start a jar. */
public final class MissingMainClassException extends AssetException {
  private static final long serialVersionUID = 1L;

  MissingMainClassException(Path jar) {
    super(
        jar.getFileName()
            + " has no Main-Class, so nothing says how to start it: set <mainClass> in the"
            + " configuration of this plugin (-DassetOta.mainClass=com.example.Main), or <command>"
            + " for a program that isn't started by a main class");
  }
}
