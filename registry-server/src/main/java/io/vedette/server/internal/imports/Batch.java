package io.vedette.server.internal.imports;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RegistryName;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.codec.EventCodec;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.EventEnvelope;
import io.vedette.proto.v1.ImportedEvent;
import io.vedette.proto.v1.StoreHistoriesRequest;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Fields;
import io.vedette.server.internal.state.ImportState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Consecutive events of an import, gathered by history.
 *
 * @param after how many events of the import come before
 * @param count how many there are
 * @param pieces one for each history, in the order in which they first occur
 */
record Batch(long after, int count, Collection<Piece> pieces) {

    private static final int MOST = 4_096;

    /**
     * Consecutive events of one history.
     *
     * @param base the version before the first one
     */
    record Piece(AggregateId aggregate, long base, List<Event> events) {
        long end() {
            return base + events.size();
        }
    }

    static Batch of(StoreHistoriesRequest request, ImportState of) {
        int count = request.getEventsCount();
        if (count < 1 || count > MOST) {
            throw new Refused(Refusal.invalid("events", "must be 1 to " + MOST + ", not " + count));
        }
        Map<AggregateId, Piece> pieces = new LinkedHashMap<>();
        for (ImportedEvent event : request.getEventsList()) {
            Fields.read("events", () -> add(event, of, pieces));
        }
        return new Batch(request.getAfter(), count, pieces.values());
    }

    private static boolean add(ImportedEvent wire, ImportState of, Map<AggregateId, Piece> pieces) {
        AggregateId aggregate = WireIds.aggregate(wire.getAggregate());
        Event event = EventCodec.readEvent(
                aggregate.kind(),
                EventEnvelope.newBuilder()
                        .setTypeValue(wire.getTypeValue())
                        .setPayload(wire.getPayload())
                        .setWorkflowKind(wire.getWorkflowKind())
                        .setWorkflowEvent(wire.getWorkflowEvent())
                        .build());
        check(aggregate, event, of);
        long version = wire.getVersion();
        if (version < 1) {
            throw new IllegalArgumentException("the versions of " + aggregate + " must begin with 1, not " + version);
        }
        Piece piece = pieces.computeIfAbsent(aggregate, id -> new Piece(id, version - 1, new ArrayList<>()));
        if (version != piece.end() + 1) {
            throw new IllegalArgumentException(
                    "of " + aggregate + ", version " + version + " must not follow " + piece.end());
        }
        return piece.events.add(event);
    }

    /** What could end up in histories that the import does not hold. */
    private static void check(AggregateId aggregate, Event event, ImportState of) {
        if (aggregate.kind() == AggregateKind.REGISTRY && !of.registries().contains(new RegistryId(aggregate.uuid()))) {
            throw new IllegalArgumentException(aggregate + " is none of the import's registries");
        }
        if (event instanceof RegistryEvent.RegistryAdded added && !RegistryName.isValid(added.registry())) {
            throw new IllegalArgumentException("the name of " + aggregate + " " + RegistryName.RULE);
        }
        if (event instanceof RepoEvent.RepoInitStarted started
                && !of.registries().contains(started.registry())) {
            throw new IllegalArgumentException(
                    aggregate + " is of registry " + started.registry() + ", which is none of the import's");
        }
        if (event instanceof Event.OfWorkflow workflow
                && (workflow.kind().isEmpty()
                        || workflow.type().isEmpty()
                        || workflow.kind().equals(ImportId.KIND)
                        || ImportId.isOne(aggregate))) {
            throw new IllegalArgumentException(
                    aggregate + " must have a kind and a type and must not be an import itself");
        }
    }
}
