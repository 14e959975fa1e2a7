package io.assetota.ota.hawkbit.publish;

import io.assetota.core.model.BundleHash;
import java.util.OptionalLong;

/**
 * A release in hawkBit.
 *
 * @param name of software module and distribution set
 * @param version of both
 * @param sha256 of the bundle
 * @param size of the bundle in bytes
 * @param module id of the software module; empty if there is none
 * @param distributionSet id of the distribution set; empty if there is none
 * @param moduleNew whether the module did not exist
 * @param artifactNew whether the bundle did not exist
 * @param setNew whether the distribution set did not exist
 */
public record Publication(
    String name,
    String version,
    BundleHash sha256,
    long size,
    OptionalLong module,
    OptionalLong distributionSet,
    boolean moduleNew,
    boolean artifactNew,
    boolean setNew) {}
