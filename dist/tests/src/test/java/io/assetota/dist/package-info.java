/** Tests of the archives and packages, as users find them in {@code dist/target}. */
package io.assetota.dist;
