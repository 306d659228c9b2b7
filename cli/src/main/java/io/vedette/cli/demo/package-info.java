/** The main job on one machine. */
@NullMarked
package io.vedette.cli.demo;

import org.jspecify.annotations.NullMarked;
