package io.vedette.observer.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.Explanation;
import io.vedette.engine.LeverWords;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ControlAnswer;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** The levers that operators pull, and what is said of each: whether there was such an activity, and what it does now. */
final class Levers {

    private final ObserverCore observer;

    Levers(ObserverCore observer) {
        this.observer = observer;
    }

    /** Pulls a lever when subscribed. What goes wrong is an answer too. */
    Mono<ControlAnswer> pull(Control control) {
        return Mono.defer(() -> pull(control, WireIds.aggregate(control.getAggregate())))
                .onErrorResume(error -> Mono.just(
                        answer(control).setMessage(ErrorText.of(error)).build()));
    }

    private Mono<ControlAnswer> pull(Control control, AggregateId entity) {
        Mono<Optional<Explanation<AggregateId>>> look = observer.explain(entity).singleOptional();
        return look.flatMap(before ->
                move(control, entity).flatMap(moved -> look.map(after -> answer(control, before, moved, after))));
    }

    private Mono<Boolean> move(Control control, AggregateId entity) {
        return switch (control.getLever()) {
            case RETRY -> observer.retry(entity);
            case PAUSE -> observer.pause(entity, control.getBy().isBlank() ? "an operator" : control.getBy());
            case RESUME -> observer.resume(entity);
            case LEVER_UNSPECIFIED, UNRECOGNIZED -> Mono.error(new IllegalArgumentException("lever is not known"));
        };
    }

    private static ControlAnswer answer(
            Control control,
            Optional<Explanation<AggregateId>> before,
            boolean moved,
            Optional<Explanation<AggregateId>> after) {
        ControlAnswer.Builder answer = answer(control);
        after.ifPresent(row -> answer.setExplanation(Explanations.toProto(row)));
        if (before.isEmpty()) {
            return answer.setMessage("this observer does not follow it").build();
        }
        return answer.setFound(true)
                .setMessage(words(control.getLever(), before.get(), moved, after.orElse(before.get())))
                .build();
    }

    private static String words(
            Control.Lever lever, Explanation<AggregateId> before, boolean moved, Explanation<AggregateId> after) {
        return switch (lever) {
            case RETRY -> LeverWords.retried(before, moved);
            case PAUSE -> LeverWords.paused(before, after.state());
            case RESUME -> LeverWords.resumed(before);
            case LEVER_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    private static ControlAnswer.Builder answer(Control control) {
        return ControlAnswer.newBuilder().setQuestion(control.getQuestion());
    }
}
