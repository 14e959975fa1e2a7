/**
 * What clients may use, and strangers less of it: start at {@link
 * io.assetota.server.web.limit.WebLimits}.
 */
@NullMarked
package io.assetota.server.web.limit;

import org.jspecify.annotations.NullMarked;
