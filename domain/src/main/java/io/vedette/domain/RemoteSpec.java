package io.vedette.domain;

/**
 * A remote copy that a repository shall have, in whatever form the implementor of remotes understands.
 *
 * @param value not blank, at most 1,024 characters
 */
public record RemoteSpec(String value) {

    /** Checks the form. */
    public RemoteSpec {
        if (value.isBlank() || value.length() > 1024) {
            throw new IllegalArgumentException("a remote is given as 1 to 1024 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
