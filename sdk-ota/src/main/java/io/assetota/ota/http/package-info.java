/**
 * How web servers are reached: start from {@link io.assetota.ota.http.HttpOptions}. {@link
 * io.assetota.ota.http.Authorities} reads the certificates of whom to trust. {@link
 * io.assetota.ota.http.SourceException} tells what went wrong, and whether to try again.
 */
@NullMarked
package io.assetota.ota.http;

import org.jspecify.annotations.NullMarked;
