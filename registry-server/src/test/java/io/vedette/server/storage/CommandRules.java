package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.ANY;
import static io.vedette.server.storage.Histories.DAY;
import static io.vedette.server.storage.Histories.NONE;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.event;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.exactly;
import static io.vedette.server.storage.Histories.reply;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.CommandReused;
import io.vedette.server.storage.AppendReply.Conflict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

interface CommandRules extends StoreUnderTest {

    private static Appended replayed(Appended first) {
        return new Appended(first.aggregate(), first.version(), first.position(), first.events(), true);
    }

    private Optional<Appended> remembered(CommandKey command) {
        return store().command(command).blockOptional(PATIENCE);
    }

    @Test
    default void aRepeatedCommandGetsTheFirstReplyAndAppendsNothing() {
        Appended first = stored(store(), append(repo(1), ANY, command(1), NOON, events(2)));
        stored(store(), repo(1), events(3));

        Appended second = stored(store(), append(repo(1), ANY, command(1), NOON, events(2)));

        assertThat(first.replayed()).isFalse();
        assertThat(second).isEqualTo(replayed(first));
        assertThat(all(store())).hasSize(5);
    }

    @Test
    default void theCommandIsLookedUpBeforeTheVersionIsCompared() {
        Appended first = stored(store(), append(repo(1), NONE, command(1), NOON, events(1)));

        AppendReply second = reply(store(), append(repo(1), NONE, command(1), NOON, events(1)));

        assertThat(second).isEqualTo(replayed(first));
    }

    @Test
    default void manyRepeatsOfOneCommandAtOnceAppendOnce() {
        List<Appended> replies = Flux.range(0, 200)
                .flatMap(
                        repeat -> Mono.defer(() ->
                                        store().append(append(repo(1), ANY, command(1), NOON + repeat, events(2))))
                                .subscribeOn(Schedulers.boundedElastic()),
                        32)
                .cast(Appended.class)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(replies).filteredOn(reply -> !reply.replayed()).hasSize(1);
        assertThat(replies)
                .extracting(Appended::events)
                .containsOnly(replies.get(0).events());
        assertThat(all(store())).hasSize(2);
    }

    @Test
    default void theSameIdWithOtherContentIsRefused() {
        Appended first = stored(store(), append(repo(1), ANY, command(1, "this"), NOON, events(1)));

        AppendReply other = reply(store(), append(repo(1), ANY, command(1, "that"), NOON, events(1)));
        AppendReply otherHistory = reply(store(), append(repo(2), ANY, command(1, "that"), NOON, events(1)));
        AppendReply same = reply(store(), append(repo(1), ANY, command(1, "this"), NOON, events(1)));

        assertThat(other).isInstanceOf(CommandReused.class);
        assertThat(otherHistory).isInstanceOf(CommandReused.class);
        assertThat(same).isEqualTo(replayed(first));
        assertThat(all(store())).hasSize(1);
    }

    @Test
    default void anAppendOfNothingRemembersTheCommandAndChangesNothingElse() {
        stored(store(), repo(1), events(2));
        var before = store().end();

        Appended empty = stored(store(), append(repo(1), exactly(2), command(1), NOON));
        stored(store(), repo(1), events(1));
        Appended repeat = stored(store(), append(repo(1), exactly(2), command(1), NOON));

        assertThat(empty).isEqualTo(new Appended(repo(1), 2, before.position(), List.of(), false));
        assertThat(repeat).isEqualTo(replayed(empty));
        assertThat(all(store())).hasSize(3);
    }

    @Test
    default void anAppendOfNothingToNoHistoryMakesNone() {
        Appended empty = stored(store(), append(repo(1), NONE, command(1), NOON));

        assertThat(empty).isEqualTo(new Appended(repo(1), 0, 0, List.of(), false));
        assertThat(store().head(repo(1)).blockOptional(PATIENCE)).isEmpty();
        assertThat(store().end().eventId()).isNull();
        assertThat(remembered(command(1))).contains(replayed(empty));
    }

    @Test
    default void anAppendOfNothingIsRefusedAtAnotherVersion() {
        stored(store(), repo(1), events(2));

        assertThat(reply(store(), append(repo(1), exactly(1), command(1), NOON)))
                .isEqualTo(new Conflict(2));
        assertThat(remembered(command(1))).isEmpty();
    }

    @Test
    default void aConflictIsNotRemembered() {
        stored(store(), repo(1), events(1));

        AppendReply conflict = reply(store(), append(repo(1), NONE, command(1), NOON, event("late")));
        AppendReply retry = reply(store(), append(repo(1), exactly(1), command(1), NOON, event("late")));

        assertThat(conflict).isEqualTo(new Conflict(1));
        assertThat(retry)
                .isInstanceOfSatisfying(
                        Appended.class, reply -> assertThat(reply.replayed()).isFalse());
    }

    @Test
    default void aCommandIsRememberedForSevenDaysOfLogTime() {
        Appended first = stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        stored(store(), append(repo(2), ANY, null, NOON + 7 * DAY, events(1)));

        assertThat(remembered(command(1))).contains(replayed(first));
        assertThat(reply(store(), append(repo(1), ANY, command(1), NOON + 7 * DAY, events(1))))
                .isEqualTo(replayed(first));
    }

    @Test
    default void aCommandIsForgottenAfterSevenDaysOfLogTimeAndThenExecutedAgain() {
        Appended first = stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        stored(store(), append(repo(2), ANY, null, NOON + 7 * DAY + 1, events(1)));

        assertThat(remembered(command(1))).isEmpty();
        Appended again = stored(store(), append(repo(1), ANY, command(1, "other"), NOON, events(1)));

        assertThat(again.replayed()).isFalse();
        assertThat(again.position()).isGreaterThan(first.position());
        assertThat(remembered(command(1, "other"))).contains(replayed(again));
    }

    @Test
    default void aCommandThatWasExecutedAgainIsRememberedForSevenDaysMore() {
        stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        Appended again = stored(store(), append(repo(1), ANY, command(1), NOON + 8 * DAY, events(1)));

        for (int other = 2; other < 20; other++) {
            stored(store(), append(repo(1), ANY, command(other), NOON + 15 * DAY, events(1)));
        }

        assertThat(remembered(command(1))).contains(replayed(again));
    }

    @Test
    default void aClockThatGoesBackNeitherForgetsNorBringsBack() {
        stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        stored(store(), append(repo(1), ANY, command(2), NOON + 8 * DAY, events(1)));

        Appended back = stored(store(), append(repo(1), ANY, command(3), NOON, events(1)));
        Appended one = stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        Appended three = stored(store(), append(repo(1), ANY, command(3), NOON - DAY, events(1)));

        assertThat(one.replayed()).isFalse();
        assertThat(three).isEqualTo(replayed(back));
    }

    @Test
    default void anAppendOfNothingMovesLogTimeToo() {
        stored(store(), append(repo(1), ANY, command(1), NOON, events(1)));
        stored(store(), append(repo(1), ANY, command(2), NOON + 8 * DAY));

        assertThat(remembered(command(1))).isEmpty();
        stored(store(), append(repo(1), ANY, null, NOON, events(1)));
        assertThat(all(store()).get(1).timeMillis()).isEqualTo(NOON + 8 * DAY);
    }

    @Test
    default void manyCommandsThatExpireTogetherAreAllForgotten() {
        for (int old = 0; old < 50; old++) {
            stored(store(), append(repo(1), ANY, command(old), NOON, events(1)));
        }
        for (int young = 50; young < 80; young++) {
            stored(store(), append(repo(1), ANY, command(young), NOON + 8 * DAY, events(1)));
        }

        for (int old = 0; old < 50; old++) {
            assertThat(remembered(command(old))).isEmpty();
        }
        for (int young = 50; young < 80; young++) {
            assertThat(remembered(command(young))).isPresent();
        }
    }

    @Test
    default void aLookUpFindsACommandOnlyWithItsContent() {
        Appended first = stored(store(), append(repo(1), ANY, command(1, "this"), NOON, events(1)));

        assertThat(remembered(command(1, "this"))).contains(replayed(first));
        assertThat(remembered(command(1, "that"))).isEmpty();
        assertThat(remembered(command(2, "this"))).isEmpty();
    }

    @Test
    default void anAppendWithoutACommandIsMadeEachTime() {
        stored(store(), repo(1), event("same"));
        stored(store(), repo(1), event("same"));

        assertThat(all(store())).hasSize(2);
    }
}
