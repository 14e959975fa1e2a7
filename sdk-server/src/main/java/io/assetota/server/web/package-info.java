/**
 * The HTTP server: a {@link io.assetota.server.web.Router} finds the {@link
 * io.assetota.server.web.Endpoint} of a request, which answers an {@link
 * io.assetota.server.web.Exchange}. It knows nothing of what it is used for.
 */
@NullMarked
package io.assetota.server.web;

import org.jspecify.annotations.NullMarked;
