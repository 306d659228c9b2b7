package io.vedette.domain;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.impl.NameBasedGenerator;
import java.util.UUID;

/** Ids that follow from a name, so that whoever knows the name knows the id. */
public final class DerivedId {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    /** It guards its digest itself. */
    private static final NameBasedGenerator IDS =
            Generators.nameBasedGenerator(Generators.nameBasedGenerator(DNS).generate("vedette.io"));

    private DerivedId() {}

    /**
     * The UUIDv5 (RFC 9562, 5.5) of a name in the namespace of all derived ids, which is the UUIDv5 of {@code
     * vedette.io} in that of DNS names. A name begins with its kind and a colon, so that kinds stay apart.
     */
    public static UUID of(String name) {
        return IDS.generate(name);
    }
}
