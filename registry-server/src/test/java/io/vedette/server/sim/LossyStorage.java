package io.vedette.server.sim;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Recorded;
import io.vedette.server.WrappedStorage;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.AppendReply;
import io.vedette.server.storage.CommandKey;
import io.vedette.server.storage.Commit;
import io.vedette.server.storage.HeadRow;
import io.vedette.server.storage.MemoryStorage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A store that takes its time: appends wait for the next flush, can be seen from then on, and are answered after it. */
final class LossyStorage extends WrappedStorage {

    private final Disk disk;
    private final Life life;
    private final Weather weather;
    private final Dice dice;
    private final Trace trace;
    private boolean flushing;

    LossyStorage(MemoryStorage journal, Disk disk, Life life, Weather weather, Dice dice, Trace trace) {
        super(journal);
        this.disk = disk;
        this.life = life;
        this.weather = weather;
        this.dice = dice;
        this.trace = trace;
    }

    @Override
    public Mono<AppendReply> append(Append append) {
        return Mono.create(sink -> {
            disk.waiting().add(new Disk.Waiting(append, sink));
            if (!flushing) {
                flushing = true;
                life.after(dice.millis(0, weather.flushMillis), this::flush);
            }
        });
    }

    private void flush() {
        flushing = false;
        List<Disk.Waiting> group = new ArrayList<>(disk.waiting());
        disk.waiting().clear();
        boolean fails = dice.chance(weather.failingWrite);
        boolean written = !fails || dice.chance(0.3);
        for (Disk.Waiting each : group) {
            if (written) {
                Append append = disk.writing(each.append());
                disk.flushed(append);
                inner.append(append).subscribe(reply -> {
                    if (!fails) {
                        life.after(dice.millis(0, 3), () -> answer(each, reply));
                    }
                });
            }
            if (fails) {
                trace.note("disk", "a write fails" + (written ? ", though it was written" : ""));
                fail(each, written);
            }
        }
    }

    private void answer(Disk.Waiting to, AppendReply reply) {
        disk.answered(reply);
        to.sink().success(reply);
    }

    private void fail(Disk.Waiting each, boolean written) {
        if (written || dice.chance(0.5)) {
            life.schedule(() -> each.sink().error(new IllegalStateException("the disk did not answer")));
        } else {
            life.schedule(() -> each.sink().success(new AppendReply.Unavailable("the disk is full")));
        }
    }

    private Mono<Long> later() {
        return Mono.delay(Duration.ofMillis(dice.below(1 + weather.flushMillis)), life)
                .flatMap(tick -> dice.chance(weather.failingRead)
                        ? Mono.error(new IllegalStateException("the disk cannot be read"))
                        : Mono.just(tick));
    }

    @Override
    public Mono<AppendReply.Appended> command(CommandKey command) {
        return Mono.defer(this::later).flatMap(tick -> inner.command(command));
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion, int limit) {
        return Mono.defer(this::later).flatMapMany(tick -> inner.read(aggregate, afterVersion, limit));
    }

    @Override
    public Flux<Recorded> readAll(long afterPosition, Predicate<AggregateId> filter) {
        return Mono.defer(this::later).flatMapMany(tick -> inner.readAll(afterPosition, filter));
    }

    @Override
    public Flux<HeadRow> changedSince(long afterPosition, Predicate<AggregateId> filter, int limit) {
        return Mono.defer(this::later).flatMapMany(tick -> inner.changedSince(afterPosition, filter, limit));
    }

    @Override
    public Mono<HeadRow> head(AggregateId aggregate) {
        return Mono.defer(this::later).flatMap(tick -> inner.head(aggregate));
    }

    @Override
    public Flux<Commit> commits() {
        return inner.commits().filter(commit -> {
            boolean lost = dice.chance(weather.lostCommit);
            if (lost) {
                trace.note("disk", "nobody takes a commit");
            }
            return !lost;
        });
    }
}
