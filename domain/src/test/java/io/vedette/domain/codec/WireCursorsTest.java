package io.vedette.domain.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Cursor;
import io.vedette.domain.Event;
import io.vedette.domain.Filter;
import io.vedette.domain.Head;
import io.vedette.domain.History;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.proto.v1.StartAt;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class WireCursorsTest {

    private static final Cursor CURSOR = new Cursor(new UUID(1, 2), 3, 4, History.id(4));

    @Test
    void cursorsAreReadAsTheyWereWritten() {
        Cursor first = new Cursor(new UUID(1, 2), 0, 0, null);

        assertThat(WireCursors.cursor(WireCursors.cursor(CURSOR))).isEqualTo(CURSOR);
        assertThat(WireCursors.cursor(WireCursors.cursor(first))).isEqualTo(first);
    }

    @Test
    void startsAreReadAsTheyWereWritten() {
        for (Start start : List.of(new Start.Beginning(), new Start.Now(), new Start.After(CURSOR))) {
            assertThat(WireCursors.start(WireCursors.start(start))).isEqualTo(start);
        }
        assertThat(WireCursors.start(StartAt.getDefaultInstance())).isEqualTo(new Start.Beginning());
    }

    @Test
    void aStartFromTheFutureIsRefusedAndNotTakenForAnother() {
        assertThatThrownBy(() ->
                        WireCursors.start(StartAt.newBuilder().setNamedValue(9).build()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void filtersAreReadAsTheyWereWritten() {
        Filter filter = new Filter(
                Set.of("exreg", "other"),
                List.of(new RepoPath("/ex/ä"), new RepoPath("/")),
                Set.of(AggregateKind.REPO, AggregateKind.WORKFLOW));

        assertThat(WireCursors.filter(WireCursors.filter(filter))).isEqualTo(filter);
        assertThat(WireCursors.filter(WireCursors.filter(Filter.ALL))).isEqualTo(Filter.ALL);
    }

    @Test
    void headsAreReadAsTheyWereWritten() {
        RepoId repo = new RepoId(new UUID(5, 6));
        Event event = new RepoEvent.RepoErrorSet("zu groß");
        Head head =
                new Head(repo.aggregate(), History.id(2), 2, 9, List.of(History.recorded(repo.aggregate(), 2, event)));

        assertThat(WireCursors.head(WireCursors.head(head))).isEqualTo(head);
    }

    @Test
    void aBrokenCursorIsRefused() {
        assertThatThrownBy(() -> WireCursors.cursor(WireCursors.cursor(CURSOR).toBuilder()
                        .setStore(ByteString.EMPTY)
                        .build()))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
