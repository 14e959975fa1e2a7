/**
 * Files for many clients at a time: start at {@link io.assetota.server.web.download.FileDownload}.
 */
@NullMarked
package io.assetota.server.web.download;

import org.jspecify.annotations.NullMarked;
