package io.vedette.server.internal.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The ring keeps the newest events within its bounds. */
class CommitRingTest {

    private static final AggregateId ID = new AggregateId(AggregateKind.WORKFLOW, new UUID(0, 1));

    @Test
    void keepsNoMoreEventsThanItsCapacity() {
        CommitRing ring = new CommitRing(8, 1 << 20, end(0));

        add(ring, 1, 20, 10);

        assertThat(kept(ring, 20)).containsExactly(13, 14, 15, 16, 17, 18, 19, 20);
        assertThat(ring.end().position()).isEqualTo(20);
    }

    @Test
    void keepsNoMoreBytesThanItsBoundButAlwaysTheNewest() {
        CommitRing ring = new CommitRing(1_000, 10_000, end(0));

        add(ring, 1, 100, 900);
        assertThat(kept(ring, 100)).hasSizeBetween(5, 11).endsWith(100L);
        add(ring, 101, 101, 50_000);

        assertThat(kept(ring, 101)).containsExactly(101L);
        add(ring, 102, 102, 10);
        assertThat(kept(ring, 102)).containsExactly(102L);
    }

    @Test
    void aGapLeavesNothingThatCouldBeTakenForWhatIsMissing() {
        CommitRing ring = new CommitRing(8, 1 << 20, end(0));
        add(ring, 1, 5, 10);

        ring.restart(end(50));

        assertThat(kept(ring, 50)).isEmpty();
        add(ring, 51, 53, 10);
        assertThat(kept(ring, 53)).containsExactly(51L, 52L, 53L);
    }

    private static void add(CommitRing ring, long from, long to, int payload) {
        for (long position = from; position <= to; position++) {
            ring.add(Stored.of(
                    new Recorded(
                            new EventId(1, position),
                            null,
                            ID,
                            position,
                            position,
                            1,
                            null,
                            new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.copyOf(new byte[payload]))),
                    null));
        }
        ring.publish(end(to));
    }

    private static long[] kept(CommitRing ring, long end) {
        return LongStream.rangeClosed(1, end)
                .filter(position -> ring.at(position) != null)
                .toArray();
    }

    private static Cursor end(long position) {
        return new Cursor(new UUID(0, 2), 1, position, position == 0 ? null : new EventId(1, position));
    }
}
