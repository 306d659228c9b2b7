package io.vedette.observer.standin;

import static io.vedette.observer.standin.Misbehaviour.Fate.DONE;
import static io.vedette.observer.standin.Misbehaviour.Fate.HANGING;
import static io.vedette.observer.standin.Misbehaviour.Fate.PARKED;
import static io.vedette.observer.standin.Misbehaviour.Fate.STORED;

import io.vedette.observer.RepoInfo;
import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Exceptions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** What implementors' code may do instead of what it should, what becomes of the repository, and what must be said. */
@SuppressWarnings("ImmutableEnumChecker")
public enum Misbehaviour {
    THROWS(STORED, "no such plug", value -> {
        throw new IllegalArgumentException("no such plug");
    }),
    THROWS_A_CHECKED_EXCEPTION(STORED, "disk gone", value -> {
        throw Misbehaviour.<RuntimeException>sneaky(new IOException("disk gone"));
    }),
    THROWS_AN_ASSERTION_ERROR(PARKED, "AssertionError: odd in " + Misbehaviour.class.getName(), value -> {
        throw new AssertionError("odd");
    }),
    THROWS_A_LINKAGE_ERROR(PARKED, "NoClassDefFoundError: some/Plugin", value -> {
        throw new NoClassDefFoundError("some/Plugin");
    }),
    THROWS_OUT_OF_MEMORY(PARKED, "OutOfMemoryError: heap", value -> {
        throw new OutOfMemoryError("heap");
    }),
    OVERFLOWS_THE_STACK(PARKED, "StackOverflowError in " + Misbehaviour.class.getName() + ".deeper", value -> {
        throw new IllegalStateException("at depth " + deeper(0));
    }),
    THROWS_WHILE_SUBSCRIBED(
            STORED,
            "too late",
            value -> Mono.fromDirect(subscriber -> {
                throw new IllegalStateException("too late");
            })),
    THROWS_AN_ERROR_WHILE_SUBSCRIBED(
            PARKED,
            "LinkageError: api 2",
            value -> Mono.fromRunnable(() -> {
                throw new LinkageError("api 2");
            })),
    SIGNALS_AN_ERROR_OF_THE_MACHINE(PARKED, "AssertionError: odd", value -> Mono.error(new AssertionError("odd"))),
    SIGNALS_A_WRAPPED_ERROR(STORED, "wrapped", value -> Mono.error(Exceptions.propagate(new IOException("wrapped")))),
    FAILS_FOR_ITSELF(STORED, "round and round", value -> Mono.error(new Circle())),
    FAILS_WITHOUT_WORDS(STORED, "Mute", value -> Mono.error(new Mute())),
    FAILS_AT_GREAT_LENGTH(STORED, "blah blah", value -> Mono.error(new IOException("blah ".repeat(2_000_000)))),
    RETURNS_NULL(STORED, "returned null instead of a Mono", value -> nothing()),
    COMPLETES_EMPTY(STORED, "completed without a result", value -> Mono.empty(), true),
    COMPLETES_EMPTY_TWICE(
            STORED,
            "completed without a result",
            value -> raw(subscriber -> {
                subscriber.onComplete();
                subscriber.onComplete();
            }),
            true),
    EMITS_NULL(STORED, "emitted null", value -> raw(subscriber -> subscriber.onNext(nothing()))),
    FAILS_WITH_NULL(STORED, "failed without an error", value -> raw(subscriber -> subscriber.onError(nothing()))),
    FAILS_TWICE(
            STORED,
            "first",
            value -> raw(subscriber -> {
                subscriber.onError(new IOException("first"));
                subscriber.onError(new IOException("second"));
            })),
    FAILS_AND_THEN_ANSWERS(
            STORED,
            "first",
            value -> raw(subscriber -> {
                subscriber.onError(new IOException("first"));
                subscriber.onNext(value);
                subscriber.onComplete();
            })),
    FAILS_WITHOUT_BEING_SUBSCRIBED(
            STORED,
            "early",
            value -> Mono.fromDirect(publisher -> {
                publisher.onError(new IOException("early"));
            })),
    ANSWERS_ANOTHER_TYPE(STORED, "ClassCastException", value -> Mono.just(42), true),
    ANSWERS_FOR_ANOTHER_REPOSITORY(
            STORED,
            "returned " + Tale.repo(2),
            value -> Mono.just(value instanceof RepoInfo info ? forAnother(info) : value),
            true),
    COMPLETES_TWICE(
            DONE,
            "",
            value -> raw(subscriber -> {
                subscriber.onNext(value);
                subscriber.onComplete();
                subscriber.onComplete();
            })),
    ANSWERS_TWICE(
            DONE,
            "",
            value -> raw(subscriber -> {
                subscriber.onNext(value);
                subscriber.onNext(value);
                subscriber.onComplete();
            })),
    ANSWERS_AGAIN_AFTER_ITS_END(
            DONE,
            "",
            value -> raw(subscriber -> {
                subscriber.onNext(value);
                subscriber.onComplete();
                subscriber.onNext(value);
                subscriber.onError(new IOException("after the end"));
                subscriber.onError(new AssertionError("long after the end"));
            })),
    SUBSCRIBES_TWICE(
            DONE,
            "",
            value -> raw(subscriber -> {
                subscriber.onSubscribe(new Silent());
                subscriber.onNext(value);
                subscriber.onComplete();
            })),
    ANSWERS_ON_ANOTHER_THREAD(
            DONE,
            "",
            value -> raw(subscriber -> elsewhere(() -> {
                subscriber.onNext(value);
                subscriber.onComplete();
            }))),
    FAILS_ON_ANOTHER_THREAD(
            STORED,
            "elsewhere",
            value -> raw(subscriber -> elsewhere(() -> {
                subscriber.onError(new IOException("elsewhere"));
            }))),
    NEVER_ENDS(HANGING, "", value -> Mono.never()),
    NEVER_SUBSCRIBES(HANGING, "", value -> Mono.fromDirect(publisher -> {})),
    NEVER_STOPS_ANSWERING(
            HANGING, "", value -> Mono.fromDirect(Flux.range(0, 10).concatWith(Flux.never()))),
    IGNORES_CANCELLING(HANGING, "", value -> raw(subscriber -> {})),
    THROWS_WHEN_CANCELLED(
            HANGING,
            "",
            value -> Mono.fromDirect(subscriber -> subscriber.onSubscribe(new Silent() {
                @Override
                public void cancel() {
                    throw new IllegalStateException("not now");
                }
            }))),
    FAILS_WHEN_CANCELLED(
            HANGING,
            "",
            value -> Mono.fromDirect(subscriber -> subscriber.onSubscribe(new Silent() {
                @Override
                public void cancel() {
                    subscriber.onError(new IOException("cancelled, they say"));
                }
            }))),
    DIES_ON_A_REACTOR_THREAD(
            HANGING,
            "",
            value -> Mono.fromRunnable(() -> {
                        throw new LinkageError("unseen by all, since Reactor does not signal it");
                    })
                    .subscribeOn(Schedulers.single()));

    /** What becomes of the repository. */
    public enum Fate {
        /** Nothing but what should. */
        DONE,
        /** The call is tried five times, then its error is stored. */
        STORED,
        /** It stands still until an operator acts. */
        PARKED,
        /** It waits for the call. */
        HANGING
    }

    private final Fate fate;
    private final String said;
    private final Function<Object, ? extends @Nullable Mono<?>> conduct;
    private final boolean aboutResults;

    Misbehaviour(Fate fate, String said, Function<Object, ? extends @Nullable Mono<?>> conduct) {
        this(fate, said, conduct, false);
    }

    Misbehaviour(Fate fate, String said, Function<Object, ? extends @Nullable Mono<?>> conduct, boolean aboutResults) {
        this.fate = fate;
        this.said = said;
        this.conduct = conduct;
        this.aboutResults = aboutResults;
    }

    /** What becomes of a repository for which a call does this. A wrong result is none where a call has none. */
    public Fate fate(boolean hasResult) {
        return aboutResults && !hasResult ? DONE : fate;
    }

    /** What must be said of it. */
    public String said() {
        return said;
    }

    /** Does it, instead of answering with this value. */
    @SuppressWarnings({"unchecked", "NullAway"})
    public Mono<Object> instead(Object value) {
        return (Mono<Object>) conduct.apply(value);
    }

    private static Mono<Object> raw(Consumer<CoreSubscriber<? super Object>> signals) {
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super Object> subscriber) {
                subscriber.onSubscribe(new Silent());
                signals.accept(subscriber);
            }
        };
    }

    private static class Silent implements Subscription {
        @Override
        public void request(long n) {}

        @Override
        public void cancel() {}
    }

    private static final class Circle extends CompletionException {
        private static final long serialVersionUID = 1L;

        Circle() {
            super("round and round", null);
        }

        @Override
        public synchronized Throwable getCause() {
            return new Circle();
        }
    }

    private static final class Mute extends RuntimeException {
        private static final long serialVersionUID = 1L;

        @Override
        public String getMessage() {
            throw new UnsupportedOperationException("not even that");
        }
    }

    private static void elsewhere(Runnable task) {
        Thread thread = new Thread(task);
        thread.start();
        Unseen.run(() -> {
            thread.join();
            return true;
        });
    }

    private static int deeper(int depth) {
        return depth == Integer.MAX_VALUE ? depth : deeper(depth + 1) + 1;
    }

    private static RepoInfo forAnother(RepoInfo info) {
        return new RepoInfo(
                Tale.repo(2),
                info.registry(),
                info.path(),
                info.creator(),
                info.host(),
                info.hostPath(),
                info.shadow(),
                info.omissions());
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> E sneaky(Throwable checked) throws E {
        throw (E) checked;
    }

    @SuppressWarnings({"NullAway", "TypeParameterUnusedInFormals"})
    private static <T> T nothing() {
        return null;
    }
}
