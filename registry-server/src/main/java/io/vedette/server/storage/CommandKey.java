package io.vedette.server.storage;

import io.vedette.domain.CommandId;
import io.vedette.domain.Event.Bytes;

/**
 * Tells whether two commands are the same.
 *
 * @param id chosen by the client
 * @param fingerprint a digest of the command's content
 */
public record CommandKey(CommandId id, Bytes fingerprint) {}
