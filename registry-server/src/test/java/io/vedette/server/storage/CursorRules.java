package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Cursor;
import io.vedette.domain.EventId;
import io.vedette.domain.Recorded;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

interface CursorRules extends StoreUnderTest {

    private Cursor at(long position, @Nullable EventId id) {
        return new Cursor(StorageBackendContract.STORE, 1, position, id);
    }

    @Test
    default void theEndOfAnEmptyStoreIsACursorToResumeFrom() {
        assertThat(store().end()).isEqualTo(at(0, null));
        assertThat(store().check(store().end())).isEqualTo(Resumption.POSSIBLE);
    }

    @Test
    default void theEndIsTheNewestEvent() {
        stored(store(), repo(1), events(2));
        EventId newest = stored(store(), repo(2), events(1)).events().get(0);

        assertThat(store().end()).isEqualTo(at(3, newest));
    }

    @Test
    default void everyPlaceOfTheStoreCanBeResumedFrom() {
        stored(store(), repo(1), events(3));
        stored(store(), repo(2), events(3));

        assertThat(store().check(at(0, null))).isEqualTo(Resumption.POSSIBLE);
        for (Recorded event : Histories.all(store())) {
            assertThat(store().check(at(event.position(), event.id()))).isEqualTo(Resumption.POSSIBLE);
        }
    }

    @Test
    default void aCursorOfAnotherStoreIsTold() {
        stored(store(), repo(1), events(1));
        Cursor end = store().end();

        assertThat(store().check(new Cursor(new UUID(1, 1), 1, 1, end.eventId())))
                .isEqualTo(Resumption.OTHER_STORE);
        assertThat(store().check(new Cursor(new UUID(1, 1), 1, 0, null))).isEqualTo(Resumption.OTHER_STORE);
    }

    @Test
    default void aCursorFromBeforeARestoreIsTold() {
        stored(store(), repo(1), events(2));
        Cursor end = store().end();
        EventId newest = Objects.requireNonNull(end.eventId());
        EventId otherId = new EventId(newest.msb() + 1, newest.lsb());

        assertThat(store().check(at(3, new EventId(newest.msb(), 3)))).isEqualTo(Resumption.HISTORY_DIVERGED);
        assertThat(store().check(at(2, otherId))).isEqualTo(Resumption.HISTORY_DIVERGED);
        assertThat(store().check(at(1, end.eventId()))).isEqualTo(Resumption.HISTORY_DIVERGED);
        assertThat(store().check(new Cursor(end.store(), 2, 2, end.eventId()))).isEqualTo(Resumption.HISTORY_DIVERGED);
        assertThat(store().check(new Cursor(end.store(), 2, 0, null))).isEqualTo(Resumption.HISTORY_DIVERGED);
    }

    @Test
    default void aCursorThatNobodyGaveIsNotTaken() {
        stored(store(), repo(1), events(2));

        assertThat(store().check(at(2, null))).isEqualTo(Resumption.HISTORY_DIVERGED);
        assertThat(store().check(at(0, store().end().eventId()))).isEqualTo(Resumption.HISTORY_DIVERGED);
        assertThat(store().check(at(-1, null))).isEqualTo(Resumption.HISTORY_DIVERGED);
    }
}
