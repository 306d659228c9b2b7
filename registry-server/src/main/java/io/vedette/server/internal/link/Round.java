package io.vedette.server.internal.link;

import io.vedette.domain.Refusal;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.internal.Refused;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One question to all observers that are linked now.
 *
 * @param <R> what is told to who asked
 */
final class Round<R> implements Link.Asker {

    /** How long observers may take. */
    static final Duration PATIENCE = Duration.ofSeconds(2);

    /**
     * How a question is put, and how its answers are told.
     *
     * @param <R> what is told to who asked
     */
    interface Form<R> {
        RegistryFrame question(long number);

        R answered(Hello observer, ObserverFrame answer);

        R silent(Hello observer);
    }

    /** At most so many answers wait for who asked. */
    private static final int WAITING = 4096;

    private final long question;
    private final Form<R> form;
    private final Set<Link> open = new LinkedHashSet<>();
    private final Sinks.Many<R> replies =
            Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(WAITING));

    Round(Form<R> form, Links links) {
        this.form = form;
        this.question = links.nextQuestion();
        this.open.addAll(links.all());
    }

    /** Asks; the answers as they come, at the latest after the patience the names of those that did not finish. */
    Flux<R> ask(Scheduler timer) {
        return Flux.defer(() -> {
            var deadline = timer.schedule(this::giveUp, PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            RegistryFrame frame = form.question(question);
            for (Link link : List.copyOf(open)) {
                if (!link.ask(question, frame, this)) {
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
    public synchronized void answered(Link by, ObserverFrame answer, boolean last) {
        if (!open.contains(by)) {
            return;
        }
        emit(form.answered(by.hello(), answer));
        if (last) {
            open.remove(by);
            endIfAllAnswered();
        }
    }

    @Override
    public synchronized void unanswered(Link by) {
        if (open.remove(by)) {
            emit(form.silent(by.hello()));
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

    private void emit(R reply) {
        if (replies.tryEmitNext(reply) == Sinks.EmitResult.FAIL_OVERFLOW) {
            open.forEach(link -> link.forget(question));
            open.clear();
            replies.tryEmitError(new Refused(
                    new Refusal(Refusal.Code.UNAVAILABLE, "more answers came than were read; ask for less", Map.of())));
        }
    }
}
