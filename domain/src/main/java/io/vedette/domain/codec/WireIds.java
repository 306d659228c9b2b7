package io.vedette.domain.codec;

import com.google.protobuf.ByteString;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.EventId;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.AggregateRef;
import java.nio.ByteBuffer;
import java.util.UUID;

/** Ids on the wire: 16 bytes in network order. Reading throws {@link IllegalArgumentException} on another length. */
public final class WireIds {

    private static final int LENGTH = 16;

    private WireIds() {}

    /** Writes a UUID. */
    public static ByteString bytes(UUID uuid) {
        return bytes(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits());
    }

    /** Writes a ULID. */
    public static ByteString bytes(EventId id) {
        return bytes(id.msb(), id.lsb());
    }

    private static ByteString bytes(long msb, long lsb) {
        return ByteString.copyFrom(
                ByteBuffer.allocate(LENGTH).putLong(msb).putLong(lsb).flip());
    }

    /** Reads a UUID. */
    public static UUID uuid(ByteString bytes) {
        ByteBuffer buffer = checked(bytes);
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** Reads a ULID. */
    public static EventId eventId(ByteString bytes) {
        ByteBuffer buffer = checked(bytes);
        return new EventId(buffer.getLong(), buffer.getLong());
    }

    /** Reads a repository's id. */
    public static RepoId repo(ByteString bytes) {
        return new RepoId(uuid(bytes));
    }

    /** Reads a registry's id. */
    public static RegistryId registry(ByteString bytes) {
        return new RegistryId(uuid(bytes));
    }

    /** Reads a workflow's id. */
    public static WorkflowId workflow(ByteString bytes) {
        return new WorkflowId(uuid(bytes));
    }

    /** Writes the name of a history. */
    public static AggregateRef ref(AggregateId id) {
        return AggregateRef.newBuilder()
                .setKind(kind(id.kind()))
                .setId(bytes(id.uuid()))
                .build();
    }

    /** Reads the name of a history. */
    public static AggregateId aggregate(AggregateRef ref) {
        return new AggregateId(kind(ref.getKind()), uuid(ref.getId()));
    }

    /** Writes a kind. */
    public static io.vedette.proto.v1.AggregateKind kind(AggregateKind kind) {
        return switch (kind) {
            case REGISTRY -> io.vedette.proto.v1.AggregateKind.REGISTRY;
            case REPO -> io.vedette.proto.v1.AggregateKind.REPO;
            case WORKFLOW -> io.vedette.proto.v1.AggregateKind.WORKFLOW;
        };
    }

    /** Reads a kind. */
    public static AggregateKind kind(io.vedette.proto.v1.AggregateKind kind) {
        return switch (kind) {
            case REGISTRY -> AggregateKind.REGISTRY;
            case REPO -> AggregateKind.REPO;
            case WORKFLOW -> AggregateKind.WORKFLOW;
            case AGGREGATE_KIND_UNSPECIFIED, UNRECOGNIZED ->
                throw new IllegalArgumentException("aggregate.kind must be REGISTRY, REPO or WORKFLOW");
        };
    }

    private static ByteBuffer checked(ByteString bytes) {
        if (bytes.size() != LENGTH) {
            throw new IllegalArgumentException("an id has " + LENGTH + " bytes, not " + bytes.size());
        }
        return bytes.asReadOnlyByteBuffer();
    }
}
