package io.assetota.server;

import io.assetota.core.model.BundleHash;

/**
 * A bundle that a server offers.
 *
 * @param id its number on this server
 * @param name what people call it
 * @param version which one
 * @param size length of the bundle in bytes
 * @param sha256 hash of the bundle
 */
public record PublishedRelease(
    long id, String name, String version, long size, BundleHash sha256) {}
