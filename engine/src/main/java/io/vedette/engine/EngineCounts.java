package io.vedette.engine;

/**
 * Counts of an engine since its start.
 *
 * @param activities that are there now
 * @param signals that came
 * @param stale signals whose head was folded already or whose entity nobody follows
 * @param fetches that were opened
 * @param runs that were started
 * @param effects that were started
 */
public record EngineCounts(long activities, long signals, long stale, long fetches, long runs, long effects) {}
