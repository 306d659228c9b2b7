package io.vedette.client;

/**
 * How far an import is.
 *
 * @param stored how many of its events are stored for sure
 * @param events how many there are in all
 */
public record ImportProgress(long stored, long events) {}
