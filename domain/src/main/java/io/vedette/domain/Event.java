package io.vedette.domain;

import java.util.Arrays;

/** What happened to an aggregate. */
public sealed interface Event permits RegistryEvent, RepoEvent, Event.OfWorkflow, Event.Unknown, Event.Malformed {

    /** The name in the catalogue, as {@code REPO_ADDED}. */
    String name();

    /**
     * An event of a workflow. Its meaning belongs to the definition of its kind.
     *
     * @param kind as {@code MOVE_REPO}
     * @param type within the kind, as {@code RELEASED}
     * @param payload the definition's own bytes
     */
    record OfWorkflow(String kind, String type, Bytes payload) implements Event {
        @Override
        public String name() {
            return kind + "_" + type;
        }
    }

    /**
     * An event of a type that this version does not know. It is kept as it is, skipped and counted.
     *
     * @param type the number of the type
     * @param payload as it came
     */
    record Unknown(int type, Bytes payload) implements Event {
        @Override
        public String name() {
            return "UNKNOWN_" + type;
        }
    }

    /**
     * An event of a known type whose payload breaks its rules. It is kept as it is; the aggregate that holds it needs an
     * operator.
     *
     * @param type the number of the type
     * @param payload as it came
     * @param reason what is wrong with it
     */
    record Malformed(int type, Bytes payload, String reason) implements Event {
        @Override
        public String name() {
            return "MALFORMED_" + type;
        }
    }

    /** Bytes that compare by value and are never changed. */
    final class Bytes {
        /** No bytes. */
        public static final Bytes EMPTY = new Bytes(new byte[0]);

        private final byte[] bytes;

        private Bytes(byte[] bytes) {
            this.bytes = bytes;
        }

        /** A copy of the array. */
        public static Bytes copyOf(byte[] bytes) {
            return bytes.length == 0 ? EMPTY : new Bytes(bytes.clone());
        }

        /** A copy of the bytes. */
        public byte[] toArray() {
            return bytes.clone();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return bytes.length + " bytes";
        }
    }
}
