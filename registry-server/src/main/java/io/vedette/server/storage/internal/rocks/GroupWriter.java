package io.vedette.server.storage.internal.rocks;

import io.vedette.domain.Recorded;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.AppendReply.Unavailable;
import io.vedette.server.storage.Commit;
import io.vedette.server.storage.UnusableDirectoryException;
import io.vedette.server.storage.internal.AppendSize;
import io.vedette.server.storage.internal.CommitRelay;
import io.vedette.server.storage.internal.JournalApply;
import io.vedette.server.storage.internal.JournalChanges;
import io.vedette.server.storage.internal.JournalEnd;
import io.vedette.server.storage.internal.Page;
import io.vedette.server.storage.internal.StorageProbe;
import io.vedette.server.storage.internal.rocks.AppendQueue.Waiting;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * The one thread that writes. It takes whatever waits as one group, decides each append on top of those before it, writes
 * all of it with one sync, then answers, then publishes. So the cost of a sync is shared by those who came while the one
 * before it ran.
 */
public final class GroupWriter {

    private static final Logger log = LoggerFactory.getLogger(GroupWriter.class);
    private static final Duration CLOSING = Duration.ofMillis(1500);

    private final LiveTables tables;
    private final CommitRelay feed;
    private final AppendQueue queue;
    private final StorageProbe probe;
    private final Thread thread;
    /** After a failed write the database refuses more, and what it wrote of the group is unknown. */
    private boolean doubtful;

    private boolean refusing;
    /** Opening again takes long and locks readers out: not with each append while the disk stays broken. */
    private final Pause reopening = new Pause(System::nanoTime);

    private String trouble = "";

    private final Sinks.One<String> breakdown = Sinks.one();
    private volatile @Nullable Unavailable gone;

    /** A writer that has not started. */
    public GroupWriter(LiveTables tables, CommitRelay feed, int waitingAppends, StorageProbe probe) {
        this.tables = tables;
        this.feed = feed;
        this.queue = new AppendQueue(waitingAppends);
        this.probe = probe;
        this.thread = new Thread(this::run, "vedette-storage-writer");
        thread.setDaemon(true);
    }

    /** Starts the thread. */
    public void start() {
        thread.start();
    }

    /** Puts an append in line. */
    public Mono<AppendReply> append(Append append) {
        return Mono.create(sink -> {
            int bytes;
            try {
                bytes = AppendSize.checked(append);
            } catch (RuntimeException refused) {
                sink.error(refused);
                return;
            }
            switch (queue.offer(new Waiting(append, bytes, sink))) {
                case ADMITTED -> {}
                case FULL ->
                    sink.success(new Unavailable(
                            "too many appends wait already (at most " + queue.capacity() + "): try again later"));
                case CLOSED -> {
                    Unavailable broken = gone;
                    if (broken == null) {
                        sink.error(new IllegalStateException("the journals are closed"));
                    } else {
                        sink.success(broken);
                    }
                }
            }
        });
    }

    /** Why the thread has ended, if nobody closed it. */
    public Mono<String> breakdown() {
        return breakdown.asMono();
    }

    /** Ends after the group that is being written; false if that does not end in time. */
    public boolean close() {
        for (Waiting left : queue.close()) {
            left.reply().success(new Unavailable("the journals are being closed"));
        }
        boolean interrupted = Thread.interrupted();
        try {
            thread.join(CLOSING.toMillis());
        } catch (InterruptedException again) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            log.warn("A write has not ended within {}; the files stay open until the process ends", CLOSING);
        }
        return !thread.isAlive();
    }

    private void run() {
        List<Waiting> group = List.of();
        try {
            for (group = queue.take(); !group.isEmpty(); group = queue.take()) {
                decideAndWrite(group);
            }
        } catch (Throwable fatal) {
            endForGood(group, fatal);
        }
    }

    /** What was written of the group is known when the files are opened next. */
    private void endForGood(List<Waiting> group, Throwable fatal) {
        String reason = "appending has ended for good, start the registry again: " + fatal;
        Unavailable broken = new Unavailable(reason);
        gone = broken;
        group.forEach(waiting -> waiting.reply().success(broken));
        queue.close().forEach(waiting -> waiting.reply().success(broken));
        breakdown.tryEmitValue(reason);
        log.error("Appending has ended for good; start the process again", fatal);
    }

    private void decideAndWrite(List<Waiting> group) {
        JournalEnd before = tables.end();
        List<AppendReply> replies = new ArrayList<>(group.size());
        JournalChanges changes = null;
        try {
            if (doubtful) {
                recover(before);
                before = tables.end();
            }
            JournalApply apply =
                    new JournalApply(tables.open(), tables.identity().incarnation());
            for (Waiting waiting : group) {
                replies.add(apply.append(waiting.append()));
            }
            changes = apply.finish();
            write(changes, group.size());
        } catch (RocksDBException | RuntimeException failed) {
            if (!wasStored(before, changes, failed)) {
                refuse(group, reason(failed), failed);
                return;
            }
        }
        if (refusing) {
            refusing = false;
            log.info("Appends are stored again");
        }
        for (int index = 0; index < replies.size(); index++) {
            group.get(index).reply().success(replies.get(index));
        }
        feed.drain();
    }

    private void write(JournalChanges changes, int appends) throws RocksDBException {
        if (changes.isEmpty()) {
            return;
        }
        String shortage = tables.shortOfSpace();
        if (shortage != null) {
            throw new NotNow(shortage);
        }
        doubtful = true;
        tables.write(changes);
        doubtful = false;
        reopening.end();
        probe.groupWritten(appends);
        if (!changes.events().isEmpty()) {
            feed.offer(new Commit(changes.events()));
        }
    }

    /** Opens the files again at once where that can tell whether a failed write is on the disk. */
    private boolean wasStored(JournalEnd before, @Nullable JournalChanges changes, Exception failed) {
        if (!doubtful || changes == null) {
            return false;
        }
        log.debug("A write to the journals failed; opening them again", failed);
        trouble = reason(failed);
        try {
            recover(before);
        } catch (RocksDBException | RuntimeException stillFailing) {
            log.debug("The journals cannot be opened again yet", stillFailing);
            return false;
        }
        JournalEnd found = tables.end();
        return !found.equals(before) && found.equals(changes.end());
    }

    private void recover(JournalEnd published) throws RocksDBException {
        String shortage = tables.shortOfSpace();
        if (shortage != null) {
            throw new NotNow(shortage);
        }
        if (!reopening.isOver()) {
            throw new NotNow(trouble);
        }
        reopening.begin();
        try {
            tables.reopen();
        } catch (RocksDBException | RuntimeException failed) {
            trouble = reason(failed);
            throw failed;
        }
        doubtful = false;
        adopt(published.position());
    }

    /** What a failed write left on the disk is part of the history now; subscribers must not miss it. */
    private void adopt(long published) {
        long end = tables.end().position();
        List<Recorded> events = new ArrayList<>();
        for (long after = published; after < end; ) {
            Page<Recorded> page = tables.open().events(after, end, any -> true, Page.ROWS_SEEN);
            events.addAll(page.rows());
            after = page.last() ? end : page.after();
        }
        if (!events.isEmpty()) {
            log.warn("{} events of a write that had failed are stored after all", events.size());
            feed.offer(new Commit(events));
        }
    }

    private void refuse(List<Waiting> group, String reason, Exception failed) {
        if (!refusing) {
            refusing = true;
            log.warn("Appends are refused: {}", reason, failed instanceof NotNow ? null : failed);
        } else {
            log.debug("Appends are still refused: {}", reason);
        }
        for (Waiting waiting : group) {
            waiting.reply().success(new Unavailable(reason));
        }
        feed.drain();
    }

    private static String reason(Exception failed) {
        return failed instanceof NotNow || failed instanceof UnusableDirectoryException
                ? String.valueOf(failed.getMessage())
                : "the journals cannot be written: " + failed.getMessage();
    }

    /** Known beforehand: nothing was tried. */
    private static final class NotNow extends RuntimeException {
        private static final long serialVersionUID = 1;

        NotNow(String message) {
            super(message, null, false, false);
        }
    }
}
