/** Requests over HTTP as all of this module sends them; not for users. */
@NullMarked
package io.assetota.ota.http;

import org.jspecify.annotations.NullMarked;
