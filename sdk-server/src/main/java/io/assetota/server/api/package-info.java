/** The same as the pages do, for programs. */
@NullMarked
package io.assetota.server.api;

import org.jspecify.annotations.NullMarked;
