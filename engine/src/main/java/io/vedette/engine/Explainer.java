package io.vedette.engine;

import io.vedette.engine.ActivityState.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** Answers what activities are doing. */
final class Explainer<K> {

    private static final int SLICE = 256;

    private final EngineLoop<K> loop;

    Explainer(EngineLoop<K> loop) {
        this.loop = loop;
    }

    /** Any thread. */
    Mono<Optional<Explanation<K>>> explain(K key) {
        return Mono.defer(() -> {
            Sinks.One<Optional<Explanation<K>>> answer = Sinks.one();
            loop.post(() -> answer.tryEmitValue(
                    Optional.ofNullable(loop.table().find(key)).map(this::explain)));
            return answer.asMono();
        });
    }

    /** Any thread. The next slice is taken when the one before was consumed. */
    Flux<Explanation<K>> explain() {
        return Flux.defer(() -> {
            Slices slices = new Slices();
            return Mono.defer(slices::next).repeat(slices::more).concatMapIterable(slice -> slice, 1);
        });
    }

    private final class Slices {
        private final ActivityTable<K>.Scan scan = loop.table().scan();
        private volatile boolean more = true;

        boolean more() {
            return more;
        }

        Mono<List<Explanation<K>>> next() {
            Sinks.One<List<Explanation<K>>> answer = Sinks.one();
            loop.post(() -> answer.tryEmitValue(take()));
            return answer.asMono();
        }

        private List<Explanation<K>> take() {
            List<Explanation<K>> slice = new ArrayList<>();
            while (slice.size() < SLICE) {
                Activity<K> first = scan.next();
                if (first == null) {
                    more = false;
                    return slice;
                }
                for (Activity<K> each = first; each != null; each = each.next) {
                    slice.add(explain(each));
                }
            }
            return slice;
        }
    }

    private Explanation<K> explain(Activity<K> activity) {
        Busy<K> busy = activity.busy;
        Trouble trouble = busy == null ? null : busy.trouble;
        Busy.Hold hold = loop.hold(activity);
        EffectCall<K, ?> effect = running(busy);
        ActivityState state = activity.standing.state();
        Activity.Description description = describe(activity);
        long tail = tail(activity);
        return new Explanation<>(
                activity.key(),
                activity.lane().name(),
                activity.part(),
                description.name(),
                state,
                Instant.ofEpochMilli(activity.since),
                tail,
                Math.max(activity.head, tail),
                waitingFor(activity),
                hold == null ? null : hold.since(),
                hold == null ? null : hold.by(),
                description.obstacle(),
                busy == null ? null : busy.why,
                effect == null ? null : effect.name,
                effect == null ? null : Instant.ofEpochMilli(effect.since),
                trouble != null ? trouble.error() : busy == null ? null : busy.why,
                trouble == null ? 0 : trouble.count(),
                state instanceof ActivityState.BackingOff backingOff ? backingOff.until() : null,
                description.pending(),
                description.unknownEvents());
    }

    private @Nullable EffectCall<K, ?> running(@Nullable Busy<K> busy) {
        EffectCall<K, ?> first = busy == null || busy.run == null ? null : busy.run.effects.peek();
        return first != null && first.stage == EffectCall.Stage.RUNNING ? first : null;
    }

    private @Nullable String waitingFor(Activity<K> activity) {
        Busy.Hold hold = loop.hold(activity);
        if (hold == null) {
            return waitingUnheld(activity);
        }
        String paused = "paused by " + hold.by() + " since " + hold.since();
        return switch (activity.standing.kind()) {
            case RUNNING -> paused + "; what runs goes on to its end";
            case WAITING, PARKED -> paused + ", and waits for " + waitingUnheld(activity);
            default -> paused;
        };
    }

    private @Nullable String waitingUnheld(Activity<K> activity) {
        ActivityState state = activity.standing.state();
        RunControl<K> run = activity.busy == null ? null : activity.busy.run;
        if (run != null) {
            return waitingFor(run);
        }
        if (state instanceof ActivityState.Waiting waiting) {
            return waiting.what();
        }
        if (state.kind() == Kind.PARKED) {
            return "an operator's retry";
        }
        return state.kind() == Kind.READY ? waitingToFetch(activity) : null;
    }

    private String waitingToFetch(Activity<K> activity) {
        if (loop.runs().heldBack(activity)) {
            return "its load, until fewer than " + loop.settings().awakeLimit() + " activities are awake; "
                    + loop.runs().awake() + " are";
        }
        return "a unit of the fetch budget, of which "
                + inUse(loop.runs().fetching(), loop.settings().fetchBudget());
    }

    private @Nullable String waitingFor(RunControl<K> run) {
        EffectCall<K, ?> call = run.effects.peek();
        if (run.blocked) {
            Activity<K> holder = loop.table().find(run.activity.key());
            return holder == null ? null : "its turn after " + holder.role() + ", which is " + holder.standing.kind();
        }
        if (call != null && call.stage == EffectCall.Stage.QUEUED) {
            return "a unit of the " + call.budget.name + " budget for " + call.name + " since "
                    + Instant.ofEpochMilli(call.since) + ", of which "
                    + inUse(call.budget.running(), call.budget.limit) + longest(call.budget);
        }
        return null;
    }

    private String longest(Budget<EffectCall<K, ?>> budget) {
        EffectCall<K, ?> holder = budget.longest();
        if (holder == null) {
            return "";
        }
        Activity<K> activity = holder.run.activity;
        String name = describe(activity).name();
        return ", the longest by " + holder.name + " of " + (name == null ? activity.key() : name) + " since "
                + Instant.ofEpochMilli(holder.since);
    }

    private static String inUse(int used, int budget) {
        return used + " of " + budget + " are in use";
    }

    private Activity.Description describe(Activity<K> activity) {
        try {
            return activity.describe();
        } catch (Throwable thrown) {
            return new Activity.Description(null, List.of("describe() threw " + loop.text(thrown)), 0, null);
        }
    }

    private long tail(Activity<K> activity) {
        try {
            return activity.tail();
        } catch (Throwable thrown) {
            return 0;
        }
    }
}
