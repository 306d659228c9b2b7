package io.vedette.server.internal.grpc;

import io.vedette.domain.Refusal;
import io.vedette.server.internal.Refused;
import java.util.function.Supplier;

/** Reads fields of requests. */
public final class Fields {

    private Fields() {}

    /**
     * Reads a field.
     *
     * @throws Refused naming the field and the rule, where reading throws {@link IllegalArgumentException}
     */
    public static <T> T read(String field, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException broken) {
            throw new Refused(Refusal.invalid(field, String.valueOf(broken.getMessage())));
        }
    }
}
