package io.vedette.server.storage;

import static io.vedette.server.storage.Histories.ANY;
import static io.vedette.server.storage.Histories.NONE;
import static io.vedette.server.storage.Histories.NOON;
import static io.vedette.server.storage.Histories.PATIENCE;
import static io.vedette.server.storage.Histories.all;
import static io.vedette.server.storage.Histories.append;
import static io.vedette.server.storage.Histories.command;
import static io.vedette.server.storage.Histories.events;
import static io.vedette.server.storage.Histories.heavy;
import static io.vedette.server.storage.Histories.reply;
import static io.vedette.server.storage.Histories.repo;
import static io.vedette.server.storage.Histories.workflow;
import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.server.storage.AppendReply.Appended;
import io.vedette.server.storage.AppendReply.Conflict;
import io.vedette.server.storage.AppendReply.Unavailable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RocksGroupTest {

    private static final int WAITING = 1200;

    @TempDir
    Path directory;

    private final PlayedFaults disk = new PlayedFaults();
    private final CountingProbe probe = new CountingProbe();
    private final List<CompletableFuture<AppendReply>> replies = new ArrayList<>();
    private RocksStorage store;

    @BeforeEach
    void open() {
        RocksOptions options = new RocksOptions(new UUID(1, 1), 1 << 20, 1 << 20, WAITING, 0);
        store = RocksStorage.open(directory, options, probe, disk);
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void send(Append append) {
        replies.add(store.append(append).toFuture());
    }

    private List<AppendReply> replies() throws Exception {
        CompletableFuture.allOf(replies.toArray(CompletableFuture[]::new)).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        return replies.stream().map(CompletableFuture::join).toList();
    }

    /** Lets the writer take one append, and holds it there. */
    private CountDownLatch writerIsBusy() throws InterruptedException {
        CountDownLatch disksTurn = disk.holdWrites();
        send(append(repo(1000), events(1)));
        disk.awaitHeldWrite();
        return disksTurn;
    }

    @Test
    void appendsThatComeWhileOneIsWrittenShareOneSync() throws Exception {
        CountDownLatch busy = writerIsBusy();
        for (int number = 0; number < 1000; number++) {
            send(append(repo(number % 50), events(1)));
        }

        busy.countDown();

        assertThat(replies()).hasOnlyElementsOfType(Appended.class);
        assertThat(probe.groups).hasValue(3);
        assertThat(all(store)).hasSize(1001);
    }

    @Test
    void aGroupIsBoundedInBytes() throws Exception {
        CountDownLatch busy = writerIsBusy();
        for (int number = 0; number < 20; number++) {
            send(append(workflow(number), heavy(1 << 20)));
        }

        busy.countDown();

        assertThat(replies()).hasOnlyElementsOfType(Appended.class);
        assertThat(probe.groups).hasValue(8);
    }

    @Test
    void eachAppendOfAGroupSeesThoseBeforeIt() throws Exception {
        CountDownLatch busy = writerIsBusy();
        send(append(repo(1), NONE, command(1), NOON, events(2)));
        send(append(repo(1), NONE, command(2), NOON, events(2)));
        send(append(repo(1), NONE, command(1), NOON, events(2)));
        send(append(repo(1), ANY, command(1, "other"), NOON, events(2)));
        send(append(repo(1), Histories.exactly(2), command(3), NOON - 1, events(1)));

        busy.countDown();

        List<AppendReply> replies = replies();
        Appended first = (Appended) replies.get(1);
        assertThat(first.replayed()).isFalse();
        assertThat(replies.get(2)).isEqualTo(new Conflict(2));
        assertThat(replies.get(3)).isEqualTo(new Appended(repo(1), 2, 3, first.events(), true));
        assertThat(replies.get(4)).isEqualTo(new AppendReply.CommandReused());
        assertThat(replies.get(5))
                .isInstanceOfSatisfying(
                        Appended.class, last -> assertThat(last.version()).isEqualTo(3));
        assertThat(Histories.changed(store, 0)).extracting(HeadRow::position).containsExactly(1L, 4L);
    }

    @Test
    void nobodyIsAnsweredAndNothingIsSeenBeforeTheSync() throws Exception {
        CountDownLatch busy = writerIsBusy();

        assertThat(store.end().position()).isZero();
        assertThat(all(store)).isEmpty();
        assertThat(replies.get(0)).isNotDone();

        busy.countDown();
        assertThat(replies.get(0).join()).isInstanceOf(Appended.class);
    }

    @Test
    void tooManyWaitingAppendsAreRefusedAtOnce() throws Exception {
        CountDownLatch busy = writerIsBusy();
        for (int number = 0; number < WAITING + 1; number++) {
            send(append(repo(number), events(1)));
        }

        assertThat(reply(store, append(repo(1), events(1))))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        refused -> assertThat(refused.reason()).contains("too many appends wait"));

        busy.countDown();
        replies();
        assertThat(reply(store, append(repo(1), events(1)))).isInstanceOf(Appended.class);
    }

    @Test
    void tooManyWaitingBytesAreRefusedAtOnce() throws Exception {
        CountDownLatch busy = writerIsBusy();
        for (int number = 0; number < 17; number++) {
            send(append(workflow(number), heavy(StorageBackend.MAX_APPEND_BYTES - 1024)));
        }

        assertThat(reply(store, append(workflow(1), heavy(StorageBackend.MAX_APPEND_BYTES - 1024))))
                .isInstanceOf(Unavailable.class);

        busy.countDown();
        replies();
    }

    @Test
    void closingAnswersWhoeverWaits() throws Exception {
        CountDownLatch busy = writerIsBusy();
        for (int number = 0; number < 100; number++) {
            send(append(repo(number), events(1)));
        }

        CompletableFuture<Void> closing = CompletableFuture.runAsync(store::close);
        replies.get(100).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        busy.countDown();
        closing.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);

        assertThat(replies()).filteredOn(Appended.class::isInstance).hasSizeLessThanOrEqualTo(101);
        assertThat(replies().get(100)).isInstanceOfAny(Unavailable.class, Appended.class);
    }
}
