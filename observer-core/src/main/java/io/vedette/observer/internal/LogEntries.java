package io.vedette.observer.internal;

import io.vedette.engine.LogContext;
import io.vedette.observer.LogKeys;
import java.util.Map;
import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** The entries of log lines. */
public final class LogEntries {

    private LogEntries() {}

    /** Of a line about an entity. */
    public static Map<String, String> of(String registry, EntityKey entity) {
        return Map.of(LogKeys.ENTITY, entity.aggregate().uuid().toString(), LogKeys.REGISTRY, registry);
    }

    /** Of a line about one attempt for an entity. */
    public static Map<String, String> of(String registry, EntityKey entity, boolean first, int attempt) {
        return Map.of(
                LogKeys.ENTITY, entity.aggregate().uuid().toString(),
                LogKeys.REGISTRY, registry,
                LogKeys.PHASE, LogContext.phase(first),
                LogKeys.ATTEMPT, Integer.toString(attempt));
    }

    /** Those that a call carries. */
    public static Map<String, String> in(ContextView context) {
        Map<String, String> entries = context.getOrDefault(LogKeys.CONTEXT, Map.of());
        return entries == null ? Map.of() : entries;
    }

    /** The call with the entries in its Reactor context, and in the {@code MDC} while it is being subscribed. */
    public static <T> Mono<T> carriedBy(Mono<T> call, Map<String, String> entries) {
        Mono<T> carrying = call.contextWrite(context -> context.put(LogKeys.CONTEXT, entries));
        return new Mono<>() {
            @Override
            public void subscribe(CoreSubscriber<? super T> actual) {
                try (LogContext about = LogContext.open(entries)) {
                    carrying.subscribe(actual);
                }
            }
        };
    }
}
