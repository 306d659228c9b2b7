package io.vedette.server.internal.command;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Refusal;
import io.vedette.server.internal.Refused;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * One serial place for each aggregate: a letter is worked on when the one before it has ended. A mailbox exists only
 * while it has letters, and no thread waits for one. Bounded for each aggregate and over all.
 */
public final class Mailboxes {

    /** At most so many letters wait for one aggregate. */
    public static final int LETTERS = 1_000;

    /** At most so many letters wait in all. */
    public static final int LETTERS_IN_ALL = 20_000;

    private static final Logger log = LoggerFactory.getLogger(Mailboxes.class);

    private final ConcurrentHashMap<AggregateId, ArrayDeque<Letter<?>>> open = new ConcurrentHashMap<>();
    private final AtomicInteger letters = new AtomicInteger();
    private final Executor executor;
    private final int capacity;
    private volatile boolean closed;

    /** Goes on with waiting letters on the executor. */
    public Mailboxes(Executor executor, int capacity) {
        this.executor = executor;
        this.capacity = capacity;
    }

    /**
     * Does the work when its turn comes. Cancelled before that, it is not begun; later, it runs to its end.
     *
     * @return the result of the work, or {@link Refused} when too many wait or the server stops
     */
    public <T> Mono<T> submit(AggregateId aggregate, Supplier<Mono<T>> work) {
        return Mono.create(sink -> {
            Letter<T> letter = new Letter<>(sink, work);
            AtomicBoolean first = new AtomicBoolean();
            AtomicBoolean full = new AtomicBoolean();
            open.compute(aggregate, (id, waiting) -> {
                if (closed || letters.get() >= LETTERS_IN_ALL || (waiting != null && waiting.size() >= capacity)) {
                    full.set(true);
                    return waiting;
                }
                letters.incrementAndGet();
                if (waiting == null) {
                    first.set(true);
                    return new ArrayDeque<>(2);
                }
                waiting.add(letter);
                return waiting;
            });
            if (full.get()) {
                sink.error(new Refused(overflow(aggregate)));
            } else if (first.get()) {
                run(aggregate, letter);
            }
        });
    }

    private Refusal overflow(AggregateId aggregate) {
        String why = closed ? "the registry is stopping" : "too many commands wait for " + aggregate;
        return new Refusal(Refusal.Code.UNAVAILABLE, why + "; try again shortly", Map.of());
    }

    /** Works on letters until one does not end at once; its end goes on with the next one. */
    private void run(AggregateId aggregate, @Nullable Letter<?> first) {
        Letter<?> letter = first;
        while (letter != null) {
            AtomicBoolean left = new AtomicBoolean();
            letter.work(() -> {
                if (left.getAndSet(true)) {
                    goOn(aggregate);
                }
            });
            if (!left.getAndSet(true)) {
                return;
            }
            letter = next(aggregate);
        }
    }

    private void goOn(AggregateId aggregate) {
        try {
            executor.execute(() -> run(aggregate, next(aggregate)));
        } catch (RejectedExecutionException stopped) {
            log.debug("The server has stopped; commands for {} are not begun any more", aggregate);
        }
    }

    private @Nullable Letter<?> next(AggregateId aggregate) {
        letters.decrementAndGet();
        Letter<?>[] next = new Letter<?>[1];
        open.computeIfPresent(aggregate, (id, waiting) -> {
            next[0] = waiting.poll();
            return next[0] == null ? null : waiting;
        });
        return next[0];
    }

    /** Takes no more letters; those that are there are worked on. */
    public void close() {
        closed = true;
    }

    /** Whether no letter waits and none is worked on. */
    public boolean isIdle() {
        return open.isEmpty();
    }

    /** How many aggregates have letters. */
    public int size() {
        return open.size();
    }
}
