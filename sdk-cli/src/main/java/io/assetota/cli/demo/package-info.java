/**
 * What {@code asset-ota demo} plays. A {@link io.assetota.cli.demo.DemoPart} does on a {@link
 * io.assetota.cli.demo.DemoStage} what a user would do, with the commands that a user would type,
 * and fails if something is not as it should be. A new part is a class of its own, and a line in
 * {@link io.assetota.cli.demo.Demo}.
 */
@NullMarked
package io.assetota.cli.demo;

import org.jspecify.annotations.NullMarked;
