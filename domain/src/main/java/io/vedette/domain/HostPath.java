package io.vedette.domain;

import java.nio.charset.StandardCharsets;

/**
 * A place on a file server: a directory or a shadow. Means nothing to the registry.
 *
 * @param value absolute
 */
public record HostPath(String value) {

    /** Checks the form. */
    public HostPath {
        if (!value.startsWith("/") || value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("host path \"" + value + "\" must be absolute");
        }
        if (value.getBytes(StandardCharsets.UTF_8).length > RepoPath.MAX_BYTES) {
            throw new IllegalArgumentException("host path is longer than " + RepoPath.MAX_BYTES + " bytes");
        }
    }

    /** The place of something below this one; the relative path may be empty. */
    public HostPath resolve(String relative) {
        if (relative.isEmpty()) {
            return this;
        }
        return new HostPath(value.endsWith("/") ? value + relative : value + "/" + relative);
    }

    @Override
    public String toString() {
        return value;
    }
}
