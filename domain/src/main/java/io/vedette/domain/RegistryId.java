package io.vedette.domain;

import com.fasterxml.uuid.Generators;
import java.util.UUID;

/**
 * Identifies a registry: the name-based UUIDv5 of {@code registry:} and its name.
 *
 * @param uuid the id
 */
public record RegistryId(UUID uuid) {

    /** UUIDv5 of {@code vedette.io} in the namespace of DNS names (RFC 9562, 6.6): the namespace of all derived ids. */
    private static final UUID NAMESPACE = Generators.nameBasedGenerator(
                    UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8"))
            .generate("vedette.io");

    /** The id of the registry with this name. */
    public static RegistryId ofName(String name) {
        return new RegistryId(Generators.nameBasedGenerator(NAMESPACE).generate("registry:" + name));
    }

    /** The history of this registry. */
    public AggregateId aggregate() {
        return new AggregateId(AggregateKind.REGISTRY, uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
