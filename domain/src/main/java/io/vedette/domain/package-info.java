/**
 * What Vedette is about, as pure values and functions: ids, paths, the events of registries and repositories, their
 * aggregates as decide and evolve, and the wire codecs. Nothing here does I/O, reads a clock or draws a random number.
 */
@NullMarked
package io.vedette.domain;

import org.jspecify.annotations.NullMarked;
