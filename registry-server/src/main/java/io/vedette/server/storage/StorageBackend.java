package io.vedette.server.storage;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.Recorded;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Journals: many histories in one dense order. Thread-safe.
 *
 * <p>Position and ULID are given when an append is applied, deterministically from what is stored and from the time that
 * travels with the append: {@code ms = max(time, last ms)}, the rest of the ULID from the store's incarnation and the
 * position. So ULID order is position order under any clock.
 */
public interface StorageBackend extends AutoCloseable {

    /** What one append may weigh: the payloads of its events and a fixed part for each event and for itself. */
    int MAX_APPEND_BYTES = 4 << 20;

    /**
     * Appends events to one history, atomically; the reply comes when they are durable. The command id is looked up
     * first, then the expected version is compared. A repeated command gets the first reply again with
     * {@code replayed = true}. An append of no events remembers the command and changes nothing else.
     *
     * <p>Refusals are replies, not errors: see {@link AppendReply}. An {@link IllegalArgumentException} means that the
     * append is larger than {@link #MAX_APPEND_BYTES} and can never be stored. Any other error means that the outcome is
     * unknown. Each subscription appends anew; cancelling takes nothing back.
     */
    Mono<AppendReply> append(Append append);

    /**
     * The reply to a command that was executed within the last seven days of log time, with {@code replayed = true}.
     * Empty if there is none, also when its id was used with other content: appending tells these two apart.
     */
    Mono<AppendReply.Appended> command(CommandKey command);

    /** Events of one history after a version, ascending, at most {@code limit} of them. Respects demand. */
    Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit);

    /**
     * Events of all histories after a position in their one order. Respects demand. Completes at what was the end when
     * it was subscribed to.
     */
    Flux<Recorded> readAll(long afterPosition, Predicate<AggregateId> filter);

    /**
     * One row for each history that changed after a position, in the order of their newest positions, at most
     * {@code limit} rows. A history that changes while rows are taken appears at its new place, and so perhaps twice.
     * The cost grows with the changed histories, not with events and not with all histories.
     */
    Flux<HeadRow> changedSince(long afterPosition, Predicate<AggregateId> filter, int limit);

    /** The newest state of one history; empty if it has no events. */
    Mono<HeadRow> head(AggregateId aggregate);

    /** Where the store ends: all up to here is durable and can be read. */
    Cursor end();

    /** Whether the store can resume from a cursor, and if not why. */
    Resumption check(Cursor cursor);

    /**
     * Newly stored events, batch by batch in order, from subscription on. Never blocks the writer: a subscriber without
     * demand loses batches, and sees that by the gap in positions. Batches come after {@link #end} has moved, on a
     * thread of the store or of an appender: a subscriber that needs time goes on elsewhere. Completes when the store is
     * closed.
     */
    Flux<Commit> commits();

    /**
     * Why nothing can be appended any more until the process starts again: every append is answered {@link
     * AppendReply.Unavailable} from then on, reads may still work. Comes at most once, also to those who subscribe later;
     * never ends otherwise.
     */
    default Mono<String> breakdown() {
        return Mono.never();
    }

    /**
     * Closes files; appends that were not answered may or may not be there. Reads that are open and calls that come
     * later end with an {@link IllegalStateException}. Closing again does nothing.
     */
    @Override
    void close();
}
