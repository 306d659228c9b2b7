package io.vedette.domain;

/**
 * A person who asked for something.
 *
 * @param value as {@code name <mail>}; not blank, on one line, at most 256 characters
 */
public record Author(String value) {

    /** Checks the form. */
    public Author {
        if (value.isBlank() || value.length() > 256 || value.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "a person is given as one line \"name <mail>\" of at most 256 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
