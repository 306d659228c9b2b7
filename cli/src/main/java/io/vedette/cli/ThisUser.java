package io.vedette.cli;

import io.vedette.domain.Author;
import org.jspecify.annotations.Nullable;

/** Who runs the program. */
public final class ThisUser {

    private ThisUser() {}

    /** The person that was named; the user of this machine if none was. */
    public static Author or(@Nullable String named) {
        String user = System.getProperty("user.name", "nobody");
        return new Author(named == null ? user + " <" + user + "@localhost>" : named);
    }
}
