package io.vedette.domain;

/**
 * A file server.
 *
 * @param name as its operator calls it; not empty
 */
public record Host(String name) {

    /** Checks the name. */
    public Host {
        if (name.isBlank() || name.length() > 255 || name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("host must be a name of 1 to 255 characters on one line");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
