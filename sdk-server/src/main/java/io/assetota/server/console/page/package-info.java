/** What pages are made with: {@link io.assetota.server.console.page.Html} sends them. */
@NullMarked
package io.assetota.server.console.page;

import org.jspecify.annotations.NullMarked;
