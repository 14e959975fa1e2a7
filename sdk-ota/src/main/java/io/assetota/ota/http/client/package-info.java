/** Sends requests with retries, redirects and limits; not for users of this module. */
@NullMarked
package io.assetota.ota.http.client;

import org.jspecify.annotations.NullMarked;
