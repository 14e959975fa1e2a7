package io.assetota.runtime.device;

import io.assetota.core.application.StartCommand;
import java.nio.file.Path;

/**
 * An application whose files are in their place.
 *
 * @param folder where they are
 * @param start how it is started and watched
 */
public record Program(Path folder, StartCommand start) {}
