package io.vedette.server.internal.command;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoSink;

/** Work for one aggregate and who waits for its result. */
final class Letter<T> {

    private static final Logger log = LoggerFactory.getLogger(Letter.class);

    private final MonoSink<T> sink;
    private final Supplier<Mono<T>> work;
    private final AtomicBoolean cancelled = new AtomicBoolean();

    Letter(MonoSink<T> sink, Supplier<Mono<T>> work) {
        this.sink = sink;
        this.work = work;
        sink.onCancel(() -> cancelled.set(true));
    }

    /** Begins; {@code ended} runs exactly once, whatever happens. */
    void work(Runnable ended) {
        if (cancelled.get()) {
            ended.run();
            return;
        }
        AtomicBoolean once = new AtomicBoolean();
        Runnable end = () -> {
            if (once.compareAndSet(false, true)) {
                ended.run();
            }
        };
        try {
            Mono.defer(work)
                    .subscribe(
                            value -> tell(end, () -> sink.success(value)),
                            error -> tell(end, () -> sink.error(error)),
                            () -> tell(end, sink::success));
        } catch (Throwable fatal) {
            log.error("A command ended with an error that may have harmed the process", fatal);
            tell(end, () -> sink.error(fatal));
        }
    }

    private static void tell(Runnable end, Runnable answer) {
        try {
            answer.run();
        } catch (RuntimeException broken) {
            log.warn("Could not hand over an answer", broken);
        } finally {
            end.run();
        }
    }
}
