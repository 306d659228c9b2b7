package io.vedette.server.internal.command;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.command.Aggregate.Verdict;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.StorageBackend;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import reactor.core.publisher.Mono;

/** One command on its way through: stored reply, expected version, decision, append, fold. */
final class Execution {

    /** Somebody else appends to the same history at the same time: so often it is decided again. */
    private static final int ATTEMPTS = 5;

    private static final Expected NEVER = new Expected.Exactly(Long.MAX_VALUE);

    private final StorageBackend storage;
    private final InstantSource clock;
    private final Aggregate aggregate;
    private final AggregateId target;
    private final CommandKey key;
    private final OptionalLong expected;

    Execution(
            StorageBackend storage,
            InstantSource clock,
            Aggregate aggregate,
            AggregateId target,
            CommandKey key,
            OptionalLong expected) {
        this.storage = storage;
        this.clock = clock;
        this.aggregate = aggregate;
        this.target = target;
        this.key = key;
        this.expected = expected;
    }

    /** The store looks the command id up first in every append, so a repetition needs no look-up of its own. */
    Mono<Appended> run() {
        return Mono.defer(() -> attempt(aggregate.verdict(), 1));
    }

    private Mono<Appended> attempt(Mono<Verdict> verdict, int attempt) {
        return verdict.flatMap(decided -> {
            if (expected.isPresent() && expected.getAsLong() != decided.version()) {
                return refuse(conflict(decided.version()), decided.version(), attempt);
            }
            if (decided.decision() instanceof Decision.Refuse refuse) {
                return refuse(refuse.refusal(), decided.version(), attempt);
            }
            List<Event> events = ((Decision.Accept) decided.decision()).events();
            Expected at = decided.version() == 0 ? new Expected.NoStream() : new Expected.Exactly(decided.version());
            return append(at, events).flatMap(reply -> settle(reply, events, attempt));
        });
    }

    /**
     * Refuses, once the store has said that the state which refuses is the newest one and that the command was neither
     * executed before nor its id used for another one: it is asked by an append that can never hold.
     */
    private Mono<Appended> refuse(Refusal refusal, long version, int attempt) {
        return append(NEVER, List.of()).flatMap(reply -> {
            if (reply instanceof AppendReply.Conflict conflict && conflict.current() == version) {
                return Mono.error(new Refused(refusal));
            }
            return reply instanceof AppendReply.Unavailable ? storedOr(refusal) : settle(reply, List.of(), attempt);
        });
    }

    /** The store cannot write, but it may know the command, unless it cannot read either. */
    private Mono<Appended> storedOr(Refusal refusal) {
        return storage.command(key).onErrorComplete().switchIfEmpty(Mono.error(() -> new Refused(refusal)));
    }

    private Mono<AppendReply> append(Expected at, List<Event> events) {
        return storage.append(new Append(target, at, key, clock.millis(), events))
                .onErrorMap(
                        IllegalArgumentException.class,
                        large -> new Refused(Refusal.invalid("command", String.valueOf(large.getMessage()))));
    }

    private Mono<Appended> settle(AppendReply reply, List<Event> events, int attempt) {
        if (reply instanceof Appended appended) {
            if (!appended.replayed()) {
                fold(appended, events);
            }
            return Mono.just(appended);
        }
        if (reply instanceof AppendReply.Conflict conflict) {
            return attempt < ATTEMPTS
                    ? attempt(aggregate.verdictOfStore(), attempt + 1)
                    : Mono.error(new Refused(conflict(conflict.current())));
        }
        if (reply instanceof AppendReply.CommandReused) {
            return Mono.error(new Refused(new Refusal(
                    Refusal.Code.COMMAND_ID_REUSED,
                    "command id " + key.id() + " was used for another command; choose a new one",
                    Map.of())));
        }
        String reason = ((AppendReply.Unavailable) reply).reason();
        return storedOr(new Refusal(Refusal.Code.UNAVAILABLE, reason, Map.of()));
    }

    private void fold(Appended appended, List<Event> events) {
        long version = appended.version() - events.size();
        long position = appended.position() - events.size();
        for (int i = 0; i < events.size(); i++) {
            var id = appended.events().get(i);
            aggregate.fold(new Recorded(
                    id, null, target, version + i + 1, position + i + 1, id.millis(), key.id(), events.get(i)));
        }
    }

    private Refusal conflict(long current) {
        return new Refusal(
                Refusal.Code.VERSION_CONFLICT,
                target + " has version " + current + (expected.isPresent() ? ", not " + expected.getAsLong() : ""),
                Map.of("current_version", Long.toString(current)));
    }
}
