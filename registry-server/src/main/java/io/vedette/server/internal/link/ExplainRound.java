package io.vedette.server.internal.link;

import io.vedette.domain.Refusal;
import io.vedette.proto.v1.ExplainAnswer;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.server.internal.Refused;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** One question to all observers that are linked now. */
final class ExplainRound implements Link.Asker {

    /** At most so many answers wait for who asked. */
    private static final int WAITING = 4096;

    private final long question;
    private final Set<Link> open = new LinkedHashSet<>();
    private final Sinks.Many<ExplainReply> replies =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(WAITING));

    ExplainRound(long question, Collection<Link> links) {
        this.question = question;
        this.open.addAll(links);
    }

    /** Asks; the answers as they come, at the latest after the patience the names of those that did not finish. */
    Flux<ExplainReply> ask(ExplainRequest request, Duration patience, Scheduler timer) {
        return Flux.defer(() -> {
            var deadline = timer.schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
            for (Link link : List.copyOf(open)) {
                if (!link.ask(question, request, this)) {
                    unanswered(link);
                }
            }
            endIfAllAnswered();
            return replies.asFlux().doFinally(end -> {
                deadline.dispose();
                forget();
            });
        });
    }

    @Override
    public synchronized void answered(Link by, ExplainAnswer answer) {
        if (!open.contains(by)) {
            return;
        }
        emit(ExplainReply.newBuilder()
                .setObserver(by.name())
                .addAllExplanations(answer.getExplanationsList())
                .build());
        if (answer.getLast()) {
            open.remove(by);
            endIfAllAnswered();
        }
    }

    @Override
    public synchronized void unanswered(Link by) {
        if (open.remove(by)) {
            emit(ExplainReply.newBuilder()
                    .setObserver(by.name())
                    .setSilent(true)
                    .build());
            endIfAllAnswered();
        }
    }

    private synchronized void giveUp() {
        List.copyOf(open).forEach(this::unanswered);
    }

    private synchronized void forget() {
        open.forEach(link -> link.forget(question));
        open.clear();
    }

    private synchronized void endIfAllAnswered() {
        if (open.isEmpty()) {
            replies.tryEmitComplete();
        }
    }

    private void emit(ExplainReply reply) {
        if (replies.tryEmitNext(reply) == Sinks.EmitResult.FAIL_OVERFLOW) {
            open.forEach(link -> link.forget(question));
            open.clear();
            replies.tryEmitError(new Refused(
                    new Refusal(Refusal.Code.UNAVAILABLE, "more answers came than were read; ask for less", Map.of())));
        }
    }
}
