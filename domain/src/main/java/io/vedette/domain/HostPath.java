package io.vedette.domain;

import java.nio.charset.StandardCharsets;

/**
 * A place on a file server: a directory or a shadow. Means nothing to the registry.
 *
 * @param value absolute, at most {@link RepoPath#MAX_BYTES} bytes of UTF-8
 */
public record HostPath(String value) {

    /** Checks the form. */
    public HostPath {
        if (!value.startsWith("/")) {
            throw new IllegalArgumentException("host path " + Quote.of(value) + " must be absolute: begin with /");
        }
        if (value.indexOf('\0') >= 0 || !RepoPath.isUnicode(value)) {
            throw new IllegalArgumentException("host path must be valid Unicode without a NUL character");
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
