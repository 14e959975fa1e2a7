/**
 * The counterpart of the file example of Asset OTA: an application that saves its assets to files.
 * Start with {@link io.assetota.samples.fileasset.FileAssetExample}.
 */
@NullMarked
package io.assetota.samples.fileasset;

import org.jspecify.annotations.NullMarked;
