package io.vedette.engine;

/**
 * A class of work that gets its own fair share of the fetch budget, as "registry", "repo" or "workflow". Within a lane
 * the first run of an activity (load) and its later ones (live) queue apart, and neither starves the other.
 *
 * @param name a short name for people
 */
public record Lane(String name) {}
