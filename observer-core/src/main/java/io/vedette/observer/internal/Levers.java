package io.vedette.observer.internal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.ActivityState;
import io.vedette.engine.Explanation;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ControlAnswer;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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
        String held = before.pausedSince() == null
                ? null
                : "paused by " + before.pausedBy() + " since " + before.pausedSince();
        return switch (lever) {
            case RETRY -> retried(before.state(), held, moved);
            case PAUSE -> held != null ? "was " + held + " already" : paused(after.state());
            case RESUME -> held != null ? "goes on; it was " + held : "was not paused";
            case LEVER_UNSPECIFIED, UNRECOGNIZED -> "";
        };
    }

    private static String retried(ActivityState before, @Nullable String held, boolean moved) {
        if (held != null) {
            return "is " + held + "; it is tried after its resume";
        }
        return moved ? "is tried now" : "there was nothing to retry: it was " + before.kind();
    }

    private static String paused(ActivityState after) {
        return after instanceof ActivityState.Running
                ? "is paused; what runs goes on to its end, and nothing begins until its resume"
                : "is paused; nothing begins until its resume";
    }

    private static ControlAnswer.Builder answer(Control control) {
        return ControlAnswer.newBuilder().setQuestion(control.getQuestion());
    }
}
