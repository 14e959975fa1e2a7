/** Who did what: {@link io.assetota.server.fleet.audit.AuditTrail}. */
@NullMarked
package io.assetota.server.fleet.audit;

import org.jspecify.annotations.NullMarked;
