package io.vedette.domain;

import java.nio.ByteBuffer;
import java.util.UUID;

/**
 * Identifies an import, which is a workflow of kind {@link #KIND}. It follows from the digest of what is imported, so that
 * who imports the same again finds the same import; and it can be told from the ids of all other workflows, so that a
 * store finds its imports without reading any other history.
 *
 * @param uuid a UUID of version 8 (RFC 9562, 5.8): the upper half is that of all imports, the lower half begins like the
 *     digest
 */
public record ImportId(UUID uuid) {

    /** The kind of workflow. */
    public static final String KIND = "IMPORT";

    /** The length of a digest, SHA-256, in bytes. */
    public static final int DIGEST = 32;

    private static final long VERSION_8 =
            DerivedId.of("import:").getMostSignificantBits() & 0xFFFF_FFFF_FFFF_0FFFL | 0x8000L;
    private static final long VARIANT = 0x3FFF_FFFF_FFFF_FFFFL;

    /** Checks that it is the id of an import. */
    public ImportId {
        if (!isOne(uuid)) {
            throw new IllegalArgumentException(uuid + " is not the id of an import");
        }
    }

    /**
     * The id for a digest.
     *
     * @throws IllegalArgumentException if the digest has another length than {@link #DIGEST}
     */
    public static ImportId ofDigest(Event.Bytes sha256) {
        byte[] digest = sha256.toArray();
        if (digest.length != DIGEST) {
            throw new IllegalArgumentException("must be the " + DIGEST + " bytes of a SHA-256, not " + digest.length);
        }
        return new ImportId(new UUID(VERSION_8, lower(digest)));
    }

    private static long lower(byte[] digest) {
        return ByteBuffer.wrap(digest).getLong() & VARIANT | Long.MIN_VALUE;
    }

    /** Whether a history is that of an import. */
    public static boolean isOne(AggregateId aggregate) {
        return aggregate.kind() == AggregateKind.WORKFLOW && isOne(aggregate.uuid());
    }

    /** Whether an id is that of an import. */
    public static boolean isOne(UUID uuid) {
        return uuid.getMostSignificantBits() == VERSION_8 && uuid.variant() == 2;
    }

    /** The history of this import. */
    public AggregateId aggregate() {
        return new AggregateId(AggregateKind.WORKFLOW, uuid);
    }

    @Override
    public String toString() {
        return uuid.toString();
    }
}
