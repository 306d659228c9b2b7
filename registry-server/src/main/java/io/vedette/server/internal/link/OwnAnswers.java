package io.vedette.server.internal.link;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.engine.LazyEngine;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.server.internal.grpc.Fields;
import io.vedette.server.internal.process.Processes;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the registry itself answers beside its observers, as one of them: its part in workflows, and whatever else of its
 * work stands still. Where it has nothing to say, it says nothing.
 */
public final class OwnAnswers {

    /** What it is called among observers. */
    public static final String NAME = "registry";

    private static final int ROWS = 256;

    private final LazyEngine<AggregateId> engine;

    /** Answers for the processes. */
    public OwnAnswers(Processes processes) {
        this.engine = processes.engine();
    }

    Flux<ExplainReply> explain(ExplainRequest request) {
        return Flux.defer(() -> rows(request))
                .map(OwnRows::toProto)
                .buffer(ROWS)
                .map(rows -> ExplainReply.newBuilder()
                        .setObserver(NAME)
                        .addAllExplanations(rows)
                        .build());
    }

    private Flux<Explanation<AggregateId>> rows(ExplainRequest request) {
        if (request.hasAggregate()) {
            return engine.explain(Fields.read("aggregate", () -> WireIds.aggregate(request.getAggregate())))
                    .flatMapMany(row -> Flux.fromStream(row.stream()))
                    .filter(OwnAnswers::isOwn);
        }
        Flux<Explanation<AggregateId>> all = engine.explain().filter(OwnAnswers::isOwn);
        if (!request.getPath().isEmpty()) {
            return all.filter(row -> request.getPath().equals(row.name()));
        }
        return request.getAll() ? all : all.filter(OwnRows::isBusy);
    }

    /** Registries and repositories are for observers to speak of, unless the registry has trouble with them. */
    private static boolean isOwn(Explanation<AggregateId> row) {
        return row.key().kind() == AggregateKind.WORKFLOW
                || row.pausedSince() != null
                || row.state() instanceof ActivityState.Parked
                || row.state() instanceof ActivityState.BackingOff;
    }

    /** Empty where it has no such activity. */
    Mono<LeverReply> pull(LeverRequest request) {
        return Mono.defer(() -> {
            AggregateId key = WireIds.aggregate(request.getAggregate());
            return engine.explain(key)
                    .flatMap(Mono::justOrEmpty)
                    .filter(OwnAnswers::isOwn)
                    .flatMap(before -> pull(request, key)
                            .flatMap(moved -> engine.explain(key).map(after -> reply(request, before, moved, after))));
        });
    }

    private Mono<Boolean> pull(LeverRequest request, AggregateId key) {
        return switch (request.getLever()) {
            case RETRY -> engine.retry(key);
            case PAUSE -> engine.pause(key, request.getBy().isBlank() ? "an operator" : request.getBy());
            case RESUME -> engine.resume(key);
            case LEVER_UNSPECIFIED, UNRECOGNIZED -> Mono.empty();
        };
    }

    private static LeverReply reply(
            LeverRequest request,
            Explanation<AggregateId> before,
            boolean moved,
            Optional<Explanation<AggregateId>> after) {
        LeverReply.Builder reply = LeverReply.newBuilder().setObserver(NAME).setFound(true);
        after.ifPresent(row -> reply.setExplanation(OwnRows.toProto(row)));
        return reply.setMessage(OwnRows.word(request.getLever(), before, moved)).build();
    }
}
