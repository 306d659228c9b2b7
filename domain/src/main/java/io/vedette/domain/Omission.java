package io.vedette.domain;

/**
 * Something in an observed directory that its shadow cannot hold.
 *
 * @param path relative to the directory, with {@code /} between its parts
 * @param reason in a few words, as "socket"
 */
public record Omission(String path, String reason) {}
