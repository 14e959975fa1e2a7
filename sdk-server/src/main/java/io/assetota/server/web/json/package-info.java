/** JSON in requests and answers. */
@NullMarked
package io.assetota.server.web.json;

import org.jspecify.annotations.NullMarked;
