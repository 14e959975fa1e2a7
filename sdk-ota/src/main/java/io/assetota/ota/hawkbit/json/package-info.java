/** JSON requests to hawkBit within limits; not for users of this module. */
@NullMarked
package io.assetota.ota.hawkbit.json;

import org.jspecify.annotations.NullMarked;
