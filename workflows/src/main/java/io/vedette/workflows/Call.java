package io.vedette.workflows;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * An effect that somebody carries out, described.
 *
 * @param name which, as {@code processor.freezeRepo}
 * @param arguments what it needs, by name, in their order
 */
public record Call(String name, Map<String, String> arguments) {

    /** Copies the arguments. */
    public Call {
        Objects.requireNonNull(name, "name");
        arguments = Collections.unmodifiableMap(new LinkedHashMap<>(arguments));
    }

    /** A call with arguments: names and values by turns. */
    public static Call of(String name, String... arguments) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (int i = 0; i < arguments.length; i += 2) {
            byName.put(arguments[i], arguments[i + 1]);
        }
        return new Call(name, byName);
    }
}
