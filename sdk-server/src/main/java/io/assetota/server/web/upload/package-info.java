/** Files from clients: start at {@link io.assetota.server.web.upload.Upload}. */
@NullMarked
package io.assetota.server.web.upload;

import org.jspecify.annotations.NullMarked;
