package io.vedette.domain;

import java.util.UUID;

/**
 * Identifies a registry: the {@linkplain DerivedId id derived} from {@code registry:} and its name.
 *
 * @param uuid the id
 */
public record RegistryId(UUID uuid) {

    /** The id of the registry with this name. */
    public static RegistryId ofName(String name) {
        return new RegistryId(DerivedId.of("registry:" + name));
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
