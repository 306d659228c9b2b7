package io.vedette.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.CommandId;
import io.vedette.domain.Event;
import io.vedette.domain.Event.Bytes;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoEvent;
import io.vedette.server.storage.AppendReply.Appended;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** The language of the storage tests: histories, events and appends with little ceremony. */
final class Histories {

    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final long NOON = 1_800_000_000_000L;
    static final long DAY = Duration.ofDays(1).toMillis();
    static final Expected ANY = new Expected.Any();
    static final Expected NONE = new Expected.NoStream();

    private Histories() {}

    static AggregateId repo(int number) {
        return new AggregateId(AggregateKind.REPO, new UUID(0x1000, number));
    }

    static AggregateId workflow(int number) {
        return new AggregateId(AggregateKind.WORKFLOW, new UUID(0x1000, number));
    }

    static Expected exactly(long version) {
        return new Expected.Exactly(version);
    }

    static Event event(String text) {
        return new RepoEvent.RepoErrorSet(text);
    }

    static Event[] events(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> event("event " + number))
                .toArray(Event[]::new);
    }

    static Event heavy(int bytes) {
        return new Event.OfWorkflow("HEAVY", "LOAD", Bytes.copyOf(new byte[bytes]));
    }

    static CommandKey command(int number, String content) {
        return new CommandKey(
                new CommandId(new UUID(0x2000, number)), Bytes.copyOf(content.getBytes(StandardCharsets.UTF_8)));
    }

    static CommandKey command(int number) {
        return command(number, "content of " + number);
    }

    static Append append(
            AggregateId history, Expected expected, @Nullable CommandKey command, long time, Event... events) {
        return new Append(history, expected, command, time, Arrays.asList(events));
    }

    static Append append(AggregateId history, Event... events) {
        return append(history, ANY, null, NOON, events);
    }

    static AppendReply reply(StorageBackend store, Append append) {
        return Objects.requireNonNull(store.append(append).block(PATIENCE));
    }

    /** Appends and asserts that it was stored. */
    static Appended stored(StorageBackend store, Append append) {
        AppendReply reply = reply(store, append);
        assertThat(reply).isInstanceOf(Appended.class);
        return (Appended) reply;
    }

    static Appended stored(StorageBackend store, AggregateId history, Event... events) {
        return stored(store, append(history, events));
    }

    /** Appends so many at once, in order. */
    static void storedAll(StorageBackend store, int count, IntFunction<Append> append) {
        Flux.range(0, count)
                .flatMap(number -> store.append(append.apply(number)), 64)
                .doOnNext(reply -> assertThat(reply).isInstanceOf(Appended.class))
                .then()
                .block(PATIENCE);
    }

    static List<Recorded> all(StorageBackend store) {
        return store.readAll(0, any -> true)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    static List<Recorded> history(StorageBackend store, AggregateId history) {
        return store.read(history, 0, Integer.MAX_VALUE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    static List<HeadRow> changed(StorageBackend store, long after) {
        return store.changedSince(after, any -> true, Integer.MAX_VALUE)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }
}
