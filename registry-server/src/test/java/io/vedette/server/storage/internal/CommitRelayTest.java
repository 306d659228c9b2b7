package io.vedette.server.storage.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import io.vedette.server.storage.Commit;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CommitRelayTest {

    private static final AggregateId AGGREGATE = new AggregateId(AggregateKind.WORKFLOW, new UUID(0, 1));

    private final CommitRelay relay = new CommitRelay();
    private final List<Long> seen = new ArrayList<>();

    private static Commit commit(long position) {
        Event event = new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.EMPTY);
        return new Commit(
                List.of(new Recorded(new EventId(0, position), null, AGGREGATE, position, position, 0, null, event)));
    }

    private void subscribe() {
        relay.flux().subscribe(commit -> seen.add(commit.events().get(0).position()));
    }

    @Test
    void whatWasStoredBeforeASubscriptionAndIsDeliveredAfterItIsLeftOut() {
        relay.offer(commit(1));
        subscribe();
        relay.offer(commit(2));

        relay.drain();

        assertThat(seen).containsExactly(2L);
    }

    @Test
    void aSubscriberThatThrowsKeepsNothingFromTheNextDelivery() {
        relay.flux().subscribe(commit -> {
            throw new IllegalStateException("broken");
        });
        subscribe();

        relay.offer(commit(1));
        relay.drain();
        relay.offer(commit(2));
        relay.drain();

        assertThat(seen).contains(2L);
    }
}
