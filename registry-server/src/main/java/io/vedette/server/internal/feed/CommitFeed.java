package io.vedette.server.internal.feed;

import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.WorkflowId;
import io.vedette.server.internal.state.Folded;
import io.vedette.server.internal.state.Place;
import io.vedette.server.storage.Commit;
import io.vedette.server.storage.StorageBackend;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.util.retry.Retry;
import reactor.util.retry.RetryBackoffSpec;

/**
 * Follows the store in order, on one thread: folds each event, then puts it into the ring, then tells the listeners.
 *
 * <p>The store never waits for it. What it misses it notices by a gap in the positions, or, when nothing follows the
 * gap, by looking at the store's end now and then; it then catches up by what changed, not by reading what it missed.
 */
public final class CommitFeed {

    private static final Logger log = LoggerFactory.getLogger(CommitFeed.class);

    /** Commits that may wait; beyond it the store drops them and the feed catches up. */
    private static final int WAITING = 1024;

    private static final Duration LOOK = Duration.ofMillis(200);

    /** Pauses grow while nothing succeeds; a step that did makes the next one short again. */
    private static final RetryBackoffSpec AGAIN = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
            .maxBackoff(Duration.ofSeconds(5))
            .jitter(0) // one follower alone has nobody to keep out of the way of
            .transientErrors(true);

    private final StorageBackend storage;
    private final Folded folded;
    private final CommitRing ring;
    private final Scheduler thread;
    private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();
    private final Disposable.Swap running = Disposables.swap();
    private long seen = -1;

    /** Follows on the given single thread, into the ring. */
    public CommitFeed(StorageBackend storage, Folded folded, CommitRing ring, Scheduler thread) {
        this.storage = storage;
        this.folded = folded;
        this.ring = ring;
        this.thread = thread;
    }

    /** Adds a listener; before {@link #start}. */
    public void listen(FeedListener listener) {
        listeners.add(listener);
    }

    /** Loads the registries and follows from then on; completes when they are loaded. */
    public Mono<Void> start() {
        Sinks.Empty<Void> loaded = Sinks.empty();
        Flux<Step> commits = storage.commits().map(commit -> () -> take(commit));
        Flux<Step> looks = Flux.interval(LOOK, thread).onBackpressureDrop().map(tick -> this::look);
        Step load = () -> load().doOnSuccess(done -> loaded.tryEmitEmpty()).doOnError(loaded::tryEmitError);
        running.update(Flux.merge(WAITING, commits, looks)
                .startWith(load)
                .publishOn(thread, 1)
                .concatMap(step -> step.run().thenReturn(step), 1)
                .doOnError(error -> log.warn("Lost the stream of commits; following again", error))
                .retryWhen(AGAIN.scheduler(thread))
                .subscribe());
        return loaded.asMono();
    }

    /** Follows no more. */
    public void stop() {
        running.dispose();
    }

    /** One thing to do, after what was before it. */
    private interface Step {
        Mono<Void> run();
    }

    private Mono<Void> look() {
        long end = ring.end().position();
        boolean stands = end == seen;
        seen = end;
        return stands && storage.end().position() > end ? catchUp() : Mono.empty();
    }

    private Mono<Void> load() {
        return Mono.defer(() -> {
            Cursor end = storage.end();
            return folded.registries()
                    .load()
                    .then(folded.imports().catchUpSince(0).then())
                    .then(folded.workflows().catchUpSince(0).collectList())
                    .doOnNext(changed ->
                            missed(end, List.copyOf(folded.registries().ids()), changed))
                    .then();
        });
    }

    private Mono<Void> catchUp() {
        Cursor end = storage.end();
        log.debug("Catching up from position {} to {}", ring.end().position(), end.position());
        long position = ring.end().position();
        return folded.registries()
                .catchUpSince(position)
                .concatWith(folded.imports().catchUpSince(position))
                .distinct()
                .collectList()
                .zipWhen(registries -> folded.workflows().catchUpSince(position).collectList())
                .publishOn(thread)
                .doOnNext(changed -> missed(end, changed.getT1(), changed.getT2()))
                .then();
    }

    private void missed(Cursor end, List<RegistryId> registries, List<WorkflowId> workflows) {
        ring.restart(end);
        listeners.forEach(listener -> listener.missed(registries, workflows));
    }

    private Mono<Void> take(Commit commit) {
        long end = ring.end().position();
        List<Recorded> news = commit.events();
        if (news.get(news.size() - 1).position() <= end) {
            return Mono.empty();
        }
        if (news.get(0).position() <= end) {
            news = news.stream().filter(event -> event.position() > end).toList();
        }
        if (news.get(0).position() != end + 1 || !publish(news)) {
            return catchUp();
        }
        return Mono.empty();
    }

    private boolean publish(List<Recorded> events) {
        for (Recorded event : events) {
            if (event.aggregate().kind() == AggregateKind.REGISTRY
                    && !folded.registries().fold(event)) {
                return false;
            }
            if (ImportId.isOne(event.aggregate())) {
                folded.imports().fold(event);
            } else if (event.aggregate().kind() == AggregateKind.WORKFLOW) {
                folded.workflows().fold(event);
            }
            ring.add(Stored.of(event, placeOf(event)));
        }
        Recorded last = events.get(events.size() - 1);
        Cursor before = ring.end();
        ring.publish(new Cursor(before.store(), before.incarnation(), last.position(), last.id()));
        for (FeedListener listener : listeners) {
            listener.stored(events);
        }
        return true;
    }

    private @Nullable Place placeOf(Recorded event) {
        return switch (event.aggregate().kind()) {
            case REGISTRY -> null;
            case REPO -> folded.registries().place(new RepoId(event.aggregate().uuid()));
            case WORKFLOW ->
                folded.workflows().place(new WorkflowId(event.aggregate().uuid()));
        };
    }
}
