/** HTTP as the rest of the server sees it: routes, exchanges, limits and downloads. */
@NullMarked
package io.assetota.server.web;

import org.jspecify.annotations.NullMarked;
