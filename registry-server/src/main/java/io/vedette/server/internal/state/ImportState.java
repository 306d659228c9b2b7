package io.vedette.server.internal.state;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ImportEvents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One import, folded from its history. Immutable.
 *
 * @param id the workflow
 * @param version of its history; 0 before it began
 * @param phase what became of it
 * @param digest of what is imported
 * @param registries whose histories it brings
 * @param events how many there are in all
 * @param stored how many of them are stored for sure
 * @param unusable registries that its abort left with a part of their history
 * @param ended the event that ended it
 */
public record ImportState(
        ImportId id,
        long version,
        Phase phase,
        Event.Bytes digest,
        List<RegistryId> registries,
        long events,
        long stored,
        List<RegistryId> unusable,
        @Nullable EventId ended) {

    /** What becomes of an import. */
    public enum Phase {
        /** It has not begun. */
        NONE,
        /** It waits for events or for its commit. */
        OPEN,
        /** All is stored. */
        COMMITTED,
        /** It was given up. */
        ABORTED
    }

    static ImportState before(ImportId id) {
        return new ImportState(id, 0, Phase.NONE, Event.Bytes.EMPTY, List.of(), 0, 0, List.of(), null);
    }

    /** The state after the next event; one that it cannot read changes nothing but the version. */
    ImportState evolve(Recorded recorded) {
        ImportState next =
                new ImportState(id, recorded.version(), phase, digest, registries, events, stored, unusable, ended);
        if (!(recorded.event() instanceof Event.OfWorkflow event)) {
            return next;
        }
        try {
            return switch (event.type()) {
                case "STARTED" ->
                    next.started(
                            ImportEvents.ImportStarted.parseFrom(event.payload().toArray()));
                case "ADVANCED" ->
                    next.storedUpTo(ImportEvents.ImportAdvanced.parseFrom(
                                    event.payload().toArray())
                            .getStored());
                case "COMMITTED" -> next.storedUpTo(events).ended(Phase.COMMITTED, List.of(), recorded.id());
                case "ABORTED" ->
                    next.ended(
                            Phase.ABORTED,
                            ids(ImportEvents.ImportAborted.parseFrom(
                                            event.payload().toArray())
                                    .getUnusableRegistryIdsList()),
                            recorded.id());
                default -> next;
            };
        } catch (InvalidProtocolBufferException | IllegalArgumentException broken) {
            return next;
        }
    }

    private ImportState started(ImportEvents.ImportStarted started) {
        return new ImportState(
                id,
                version,
                Phase.OPEN,
                Event.Bytes.copyOf(started.getDigest().toByteArray()),
                ids(started.getRegistryIdsList()),
                started.getEvents(),
                0,
                List.of(),
                null);
    }

    /** The same with more events that are stored for sure. */
    public ImportState storedUpTo(long count) {
        return new ImportState(
                id, version, phase, digest, registries, events, Math.max(stored, count), unusable, ended);
    }

    private ImportState ended(Phase how, List<RegistryId> left, EventId by) {
        return new ImportState(id, version, how, digest, registries, events, stored, left, by);
    }

    private static List<RegistryId> ids(List<ByteString> ids) {
        return ids.stream().map(WireIds::registry).toList();
    }
}
