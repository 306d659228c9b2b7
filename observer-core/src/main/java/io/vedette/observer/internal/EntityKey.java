package io.vedette.observer.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.RepoId;
import java.util.UUID;

/**
 * Names an entity in the engine: an {@link AggregateId} in one object instead of two, because a million of them stay in
 * memory.
 *
 * @param kind what it is
 * @param msb the upper half of its id
 * @param lsb the lower half of its id
 */
public record EntityKey(AggregateKind kind, long msb, long lsb) {

    /** The key of an aggregate. */
    public static EntityKey of(AggregateId id) {
        return new EntityKey(
                id.kind(), id.uuid().getMostSignificantBits(), id.uuid().getLeastSignificantBits());
    }

    /** The aggregate with this key. */
    public AggregateId aggregate() {
        return new AggregateId(kind, new UUID(msb, lsb));
    }

    /** The repository with this key. */
    public RepoId repo() {
        return new RepoId(new UUID(msb, lsb));
    }

    // The same in every process, unlike an enum's own hash, so that tables built on it can be replayed.
    @Override
    public int hashCode() {
        long mixed = (msb ^ Long.rotateLeft(lsb, 31) ^ kind.name().hashCode()) * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntityKey that && msb == that.msb && lsb == that.lsb && kind == that.kind;
    }

    @Override
    public String toString() {
        return aggregate().toString();
    }
}
