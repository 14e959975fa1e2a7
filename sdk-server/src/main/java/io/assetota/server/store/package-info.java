/** What the server keeps: an SQL database in a file, and the bundles beside it. */
@NullMarked
package io.assetota.server.store;

import org.jspecify.annotations.NullMarked;
