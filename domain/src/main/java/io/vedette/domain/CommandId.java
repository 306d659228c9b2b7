package io.vedette.domain;

import java.util.UUID;

/**
 * Identifies a command; makes it idempotent.
 *
 * @param uuid the id
 */
public record CommandId(UUID uuid) {

    /**
     * Reads the canonical form.
     *
     * @throws IllegalArgumentException if the text is not a UUID
     */
    public static CommandId of(String text) {
        return new CommandId(CanonicalUuid.parse(text));
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
