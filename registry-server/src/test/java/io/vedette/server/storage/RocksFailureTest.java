package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.ANY;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.reply;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import io.vedette.domain.Recorded;
import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.Unavailable;
import io.vedette.server.storage.internal.StorageProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksFailureTest {

    @TempDir
    Path directory;

    private final PlayedFaults disk = new PlayedFaults();
    private final List<Recorded> committed = new CopyOnWriteArrayList<>();
    private RocksStorage store;

    @BeforeEach
    void open() {
        store = RocksStorage.open(directory, RocksOptions.defaults(new UUID(1, 1)), StorageProbe.NONE, disk);
        store.commits().subscribe(commit -> committed.addAll(commit.events()));
        stored(store, append(repo(1), ANY, command(1), NOON, events(2)));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private Append again(int command) {
        return append(repo(1), ANY, command(command), NOON, events(2));
    }

    /** The files are opened again after a pause; until then appends are refused. */
    private Appended storedAtLast(Append append) {
        return (Appended) await().pollInterval(Duration.ofMillis(5))
                .until(() -> reply(store, append), Appended.class::isInstance);
    }

    @Test
    void aWriteThatFailsRefusesItsGroupAndTheNextGoesOn() throws Exception {
        CountDownLatch busy = disk.holdWrites();
        CompletableFuture<AppendReply> before = store.append(again(2)).toFuture();
        disk.awaitHeldWrite();
        CompletableFuture<AppendReply> first = store.append(again(3)).toFuture();
        CompletableFuture<AppendReply> second = store.append(again(4)).toFuture();
        disk.passBeforeWrite();
        disk.failBeforeWrite("IO error: the disk is on fire");
        busy.countDown();

        assertThat(before.join()).isInstanceOf(Appended.class);
        assertThat(List.of(first.join(), second.join()))
                .allSatisfy(refused -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                reply -> assertThat(reply.reason()).contains("on fire")));
        assertThat(all(store)).hasSize(4);
        assertThat(store.end().position()).isEqualTo(4);

        Appended repeated = stored(store, again(4));
        assertThat(repeated.replayed()).isFalse();
        assertThat(repeated.position()).isEqualTo(6);
        await().until(() -> committed.size() == 6);
        assertThat(all(store)).isEqualTo(committed);
    }

    @Test
    void aWriteThatFailsAfterItReachedTheDiskCounts() {
        disk.failAfterWrite("IO error: lost contact");

        Appended reply = stored(store, again(2));

        assertThat(reply.position()).isEqualTo(4);
        assertThat(stored(store, again(2)).replayed()).isTrue();
        await().until(() -> committed.size() == 4);
        assertThat(all(store)).isEqualTo(committed);
    }

    @Test
    void whatReachedTheDiskUnnoticedIsFoundOnceTheFilesOpenAgain() {
        disk.failAfterWrite("IO error: lost contact");
        disk.failReopening("IO error: still no contact");

        assertThat(reply(store, again(2))).isInstanceOf(Unavailable.class);
        assertThat(store.end().position()).isEqualTo(2);
        Appended repeated = storedAtLast(again(2));

        assertThat(repeated.replayed()).isTrue();
        assertThat(repeated.position()).isEqualTo(4);
        await().until(() -> committed.size() == 4);
        assertThat(all(store)).isEqualTo(committed);
    }

    @Test
    void whileTheFilesCannotBeOpenedAppendsAndReadsSayWhy() {
        disk.failBeforeWrite("IO error: lost contact");
        disk.failReopening("IO error: still no contact");
        disk.failReopening("IO error: still no contact");

        assertThat(reply(store, again(2))).isInstanceOf(Unavailable.class);
        assertThat(reply(store, again(2)))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        refused -> assertThat(refused.reason()).contains("still no contact"));
        assertThatIllegalStateException()
                .isThrownBy(() -> all(store))
                .withMessageContaining("could not be opened again");

        assertThat(storedAtLast(again(2)).replayed()).isFalse();
        assertThat(all(store)).hasSize(4);
    }

    @Test
    void aDiskThatStaysBrokenIsNotTriedWithEachAppend() {
        disk.failBeforeWrite("IO error: lost contact");
        for (int round = 0; round < 1000; round++) {
            disk.failReopening("IO error: still no contact");
        }

        for (int round = 0; round < 1000; round++) {
            assertThat(reply(store, again(2))).isInstanceOf(Unavailable.class);
        }

        assertThat(disk.reopened).isBetween(1, 50);
    }

    @Test
    void aDiskThatOpensButRefusesEachWriteIsNotOpenedWithEachAppend() {
        for (int round = 0; round < 1000; round++) {
            disk.failBeforeWrite("IO error: read-only");
        }

        for (int round = 0; round < 1000; round++) {
            assertThat(reply(store, again(2))).isInstanceOf(Unavailable.class);
        }

        assertThat(disk.reopened).isBetween(1, 50);
        assertThat(all(store)).hasSize(2);
    }

    @Test
    void anErrorOfTheMachineRefusesWhoeverWaitsAndWhoeverComesLater() throws Exception {
        CountDownLatch busy = disk.holdWrites();
        CompletableFuture<AppendReply> written = store.append(again(2)).toFuture();
        disk.awaitHeldWrite();
        CompletableFuture<AppendReply> waiting = store.append(again(3)).toFuture();
        disk.dieBeforeWrite(new OutOfMemoryError("on purpose"));
        busy.countDown();

        AppendReply later = reply(store, again(4));

        assertThat(List.of(
                        written.get(20, TimeUnit.SECONDS),
                        waiting.get(20, TimeUnit.SECONDS),
                        later,
                        reply(store, again(5))))
                .allSatisfy(refused -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                Unavailable.class,
                                reply ->
                                        assertThat(reply.reason()).contains("on purpose", "start the registry again")));
        assertThat(store.breakdown().block(Duration.ofSeconds(20))).contains("on purpose");
        assertThat(all(store)).hasSize(2);
    }

    @Test
    void aDiskThatIsNearlyFullRefusesAppendsKeepsReadingAndRecoversByItself() {
        disk.usable(bytes -> 1000);

        assertThat(reply(store, again(2)))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        refused -> assertThat(refused.reason())
                                .contains("1000 bytes free")
                                .contains(directory.toString()));
        assertThat(all(store)).hasSize(2);
        assertThat(stored(store, again(1)).replayed()).isTrue();
        assertThat(disk.reopened).isZero();

        disk.usable(bytes -> bytes);
        assertThat(stored(store, again(2)).replayed()).isFalse();
    }

    @Test
    void aWriteThatFailsOnAFullDiskLeavesTheFilesOpenForReading() {
        disk.failBeforeWrite("IO error: No space left on device");
        disk.usableAfterWrites(1, 0);

        assertThat(reply(store, again(2))).isInstanceOf(Unavailable.class);
        assertThat(reply(store, again(2))).isInstanceOf(Unavailable.class);
        assertThat(all(store)).hasSize(2);
        assertThat(disk.reopened).isZero();

        disk.usable(bytes -> bytes);
        assertThat(stored(store, again(2)).replayed()).isFalse();
        assertThat(disk.reopened).isEqualTo(1);
    }
}
