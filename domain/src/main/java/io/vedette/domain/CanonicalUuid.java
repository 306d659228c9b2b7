package io.vedette.domain;

import java.util.UUID;

/** Reads UUIDs strictly: {@link UUID#fromString} alone also takes {@code 1-1-1-1-1}. */
final class CanonicalUuid {

    private static final int LENGTH = 36;

    private CanonicalUuid() {}

    static UUID parse(String text) {
        if (text.length() != LENGTH) {
            throw new IllegalArgumentException(Quote.of(text) + " is not a UUID of 36 characters");
        }
        return UUID.fromString(text);
    }
}
