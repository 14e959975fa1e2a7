package io.assetota.handlers.coprocessor.part;

import io.assetota.core.model.AssetReference;
import io.assetota.handlers.coprocessor.FirmwareImage;

/**
 * A program for a part.
 *
 * @param source the asset that it was read from: its name, and the hash of its content
 * @param image what is written
 */
public record PartProgram(AssetReference source, FirmwareImage image) {}
