package io.vedette.observer.internal;

import io.vedette.client.RegistryClient;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.RepoPath;
import io.vedette.domain.codec.WireIds;
import io.vedette.engine.Backoff;
import io.vedette.engine.Explanation;
import io.vedette.engine.LogContext;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ExplainAnswer;
import io.vedette.proto.v1.ExplainQuestion;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * Answers what operators ask through the registry: explanations, and the levers retry, pause and resume. An observer
 * without a link works all the same; the link is made again with a back-off.
 */
public final class LinkLoop {

    /** Rows in one frame. */
    static final int ROWS = 500;

    /** Of each kind at a time. */
    private static final int QUESTIONS = 64;

    /** Who pulls a lever does not wait for the rows of a long explanation. */
    private static final Comparator<ObserverFrame> LEVERS_FIRST =
            Comparator.comparing(frame -> frame.hasControl() ? 0 : 1);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60));
    private static final Logger log = LoggerFactory.getLogger(LinkLoop.class);

    private final RegistryClient client;
    private final ObserverCore observer;
    private final Hello hello;
    private final Levers levers;
    private final Reconnect reconnect;
    private volatile boolean linked = true;

    /** A loop that has not begun. */
    public LinkLoop(
            RegistryClient client, ObserverCore observer, Hello hello, RandomGenerator random, Scheduler scheduler) {
        this.client = client;
        this.observer = observer;
        this.hello = hello;
        this.levers = new Levers(observer);
        this.reconnect = new Reconnect(BACKOFF, random, scheduler);
    }

    /** Runs until cancelled. */
    public Mono<Void> run() {
        return reconnect.forever(Flux.defer(this::link), this::broke, error -> false);
    }

    private Flux<RegistryFrame> link() {
        // The link's inbound side alone emits into both.
        Sinks.Many<ExplainQuestion> questions = bounded();
        Sinks.Many<Control> pulls = bounded();
        Flux<ObserverFrame> frames = Flux.concat(
                Mono.just(ObserverFrame.newBuilder().setHello(hello).build()),
                Flux.mergePriority(
                        1,
                        LEVERS_FIRST,
                        questions.asFlux().concatMap(this::explain, 1),
                        pulls.asFlux().concatMap(this::control, 1)));
        return client.link(frames).doOnNext(frame -> {
            reconnect.succeeded();
            linked = true;
            Sinks.EmitResult taken = switch (frame.getFrameCase()) {
                case EXPLAIN -> questions.tryEmitNext(frame.getExplain());
                case CONTROL -> pulls.tryEmitNext(frame.getControl());
                case FRAME_NOT_SET -> Sinks.EmitResult.OK;
            };
            if (taken.isFailure()) {
                try (LogContext about = observer.health().about()) {
                    log.warn("more than {} questions at a time; one stays without an answer", QUESTIONS);
                }
            }
        });
    }

    private static <T> Sinks.Many<T> bounded() {
        return Sinks.many().unicast().onBackpressureBuffer(new ArrayBlockingQueue<>(QUESTIONS));
    }

    private void broke(Throwable error) {
        try (LogContext about = observer.health().about()) {
            if (linked) {
                log.info(
                        "operators cannot ask this observer through the registry: {}; linking goes on",
                        ErrorText.of(error));
            } else {
                log.debug("still not linked: {}", ErrorText.of(error));
            }
        }
        linked = false;
    }

    private Flux<ObserverFrame> explain(ExplainQuestion question) {
        Flux<Explanation<AggregateId>> rows = Flux.defer(() -> rows(question.getRequest()))
                .onErrorResume(error -> {
                    try (LogContext about = observer.health().about()) {
                        log.debug("question {} has no answer: {}", question.getQuestion(), ErrorText.of(error));
                    }
                    return Flux.empty();
                });
        Mono<ObserverFrame> last = Mono.fromSupplier(() -> last(question));
        return rows.buffer(ROWS).map(batch -> answer(question, batch)).concatWith(last);
    }

    private Flux<Explanation<AggregateId>> rows(ExplainRequest request) {
        if (request.hasAggregate()) {
            AggregateId asked = WireIds.aggregate(request.getAggregate());
            return observer.explain(asked).flux();
        }
        Flux<Explanation<AggregateId>> all = observer.explain();
        if (!request.getPath().isEmpty()) {
            RepoPath path = new RepoPath(request.getPath());
            return all.filter(
                            row -> path.value().equals(row.name()) && row.key().kind() == AggregateKind.REPO)
                    .switchIfEmpty(Flux.defer(() -> asleep(path)));
        }
        return request.getAll() ? all : all.filter(Explanations::isBusy);
    }

    /** One that sleeps may have forgotten its path; the registry knows it. */
    private Flux<Explanation<AggregateId>> asleep(RepoPath path) {
        return client.repo(hello.getRegistry(), path)
                .flatMapMany(repo ->
                        observer.explain(WireIds.repo(repo.getId()).aggregate()).flux());
    }

    private ObserverFrame last(ExplainQuestion question) {
        ExplainAnswer.Builder answer =
                ExplainAnswer.newBuilder().setQuestion(question.getQuestion()).setLast(true);
        observer.conditions().forEach(each -> answer.addConditions(Explanations.toProto(each)));
        return ObserverFrame.newBuilder().setExplain(answer).build();
    }

    private static ObserverFrame answer(ExplainQuestion question, List<Explanation<AggregateId>> rows) {
        List<io.vedette.proto.v1.Explanation> wire = new ArrayList<>(rows.size());
        rows.forEach(row -> wire.add(Explanations.toProto(row)));
        return ObserverFrame.newBuilder()
                .setExplain(ExplainAnswer.newBuilder()
                        .setQuestion(question.getQuestion())
                        .addAllExplanations(wire))
                .build();
    }

    private Mono<ObserverFrame> control(Control control) {
        return levers.pull(control)
                .map(answer -> ObserverFrame.newBuilder().setControl(answer).build());
    }
}
