package io.assetota.ota.hawkbit.publish;

import io.assetota.core.model.AssetHash;
import java.util.OptionalLong;

/**
 * A release in hawkBit.
 *
 * @param name of software module and distribution set
 * @param version of both
 * @param sha256 of the bundle
 * @param size of the bundle in bytes
 * @param module id of the software module; empty if it was not there and none was made
 * @param distributionSet id of the distribution set; empty if it was not there and none was made
 * @param moduleNew whether the module was not there
 * @param artifactNew whether the bundle was not there
 * @param setNew whether the distribution set was not there
 */
public record Publication(
    String name,
    String version,
    AssetHash sha256,
    long size,
    OptionalLong module,
    OptionalLong distributionSet,
    boolean moduleNew,
    boolean artifactNew,
    boolean setNew) {}
