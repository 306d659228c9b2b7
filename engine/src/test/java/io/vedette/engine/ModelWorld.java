package io.vedette.engine;

import io.vedette.engine.Probe.News;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A few entities, what is known of them, and gates that a random schedule opens one by one. */
final class ModelWorld {

    private static final List<String> KEYS = List.of("r1", "r2", "r3", "r4", "r5");
    private static final List<String> ROLES = List.of("RELEASE", "ACQUIRE", "OWN");
    private static final int FETCHES = 2;
    private static final int EFFECTS = 2;
    private static final int AWAKE = 3;

    final LazyEngine<String> engine;

    private final SplittableRandom random;
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();
    private final Map<String, Long> published = new HashMap<>();
    private final Set<String> paused = new HashSet<>();
    private final List<ModelActivity> started = new ArrayList<>();
    private final List<Sinks.Empty<Void>> gates = new ArrayList<>();
    private final Map<String, Integer> effects = new HashMap<>();
    private final List<String> broken = new ArrayList<>();
    private int fetching;
    private long causes;
    private boolean calm;
    private boolean closed;
    private boolean makeWay;

    ModelWorld(SplittableRandom random) {
        this.random = random;
        engine = LazyEngine.<String>builder()
                .scheduler(time)
                .effectScheduler(time)
                .fetchBudget(FETCHES)
                .effectBudget(EFFECTS)
                .awakeLimit(AWAKE)
                .random(random.split())
                .build();
    }

    void step() {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> ensure(key);
            case 2, 3, 4 -> signal(key);
            case 5, 6, 7 -> openAGate();
            case 8 -> pass(Duration.ofMillis(random.nextLong(2_000)));
            case 9 -> retry(key);
            case 10 -> {
                // Noted first: what is queued may not begin any more once the engine was told.
                engine.pause(key, "an operator").subscribe(any -> {
                    if (any) {
                        paused.add(key);
                    }
                });
            }
            default -> resume(key);
        }
    }

    void check() {
        assertNothingBroken();
        require(fetching <= FETCHES, "fetches at once: " + fetching);
        require(effectsRunning() <= EFFECTS, "effects at once: " + effects);
        effects.forEach((key, count) -> require(count <= 1, "effects of " + key + " at once: " + count));
        for (ModelActivity each : started) {
            if (each.kind() == ActivityState.Kind.PARKED) {
                require(each.parked, "parked without cause: " + each);
            }
        }
        assertNothingBroken();
    }

    void calm() {
        calm = true;
        openAll();
    }

    void releaseAll() {
        List.copyOf(paused).forEach(this::resume);
        for (int i = 0; i < ROLES.size(); i++) {
            KEYS.forEach(this::retry);
        }
        openAll();
    }

    void pass(Duration duration) {
        for (int i = 0; i < 10; i++) {
            time.advanceTimeBy(duration.dividedBy(10));
            if (calm) {
                openAll();
            }
        }
        time.advanceTimeBy(Duration.ofMillis(10));
    }

    void close(Duration deadline) {
        closed = true;
        engine.close(deadline).block(Duration.ofSeconds(5));
    }

    /** Wakes all once more; whoever stands before another of its entity ends then. */
    void makeWay() {
        makeWay = true;
        KEYS.forEach(key -> announce(key, published(key) + 1, false));
    }

    boolean mustMakeWay(ModelActivity activity) {
        return makeWay
                && chain(activity.key()).indexOf(activity)
                        < chain(activity.key()).size() - 1;
    }

    /** Whether an older activity of the same entity is there. */
    boolean hasElders(ModelActivity activity) {
        return chain(activity.key()).indexOf(activity) > 0;
    }

    private List<ModelActivity> chain(String key) {
        return alive().stream().filter(each -> each.key().equals(key)).toList();
    }

    void beginClose(Duration deadline, AtomicBoolean done) {
        closed = true;
        engine.close(deadline).subscribe(none -> {}, error -> {}, () -> done.set(true));
    }

    List<ModelActivity> alive() {
        return started.stream().filter(each -> each.ended == 0).toList();
    }

    boolean everyoneEndedOnce() {
        return started.stream().allMatch(each -> each.ended == 1);
    }

    int runsBegun() {
        return started.stream().mapToInt(each -> each.runs).sum();
    }

    boolean paused(String key) {
        return paused.contains(key);
    }

    boolean isCalm() {
        return calm;
    }

    long published(String key) {
        return published.getOrDefault(key, 0L);
    }

    /** Something happened that may lead to one more run. */
    void cause() {
        causes++;
    }

    long causes() {
        return causes;
    }

    int fetching() {
        return fetching;
    }

    int effectsRunning() {
        return effects.values().stream().mapToInt(Integer::intValue).sum();
    }

    int dice(int sides) {
        return random.nextInt(sides);
    }

    boolean chance(int percent) {
        return !calm && random.nextInt(100) < percent;
    }

    void require(boolean law, String message) {
        if (!law) {
            broken.add(message);
        }
    }

    Mono<Void> fetch(String key) {
        return gate().doOnSubscribe(s -> fetching++).doFinally(s -> fetching--);
    }

    Mono<Void> effect(String key) {
        return gate().then(Mono.defer(() -> chance(20)
                        ? Mono.<Void>error(chance(50) ? new CancellationException() : new IllegalStateException("weak"))
                        : Mono.empty()))
                .doOnSubscribe(s -> {
                    require(!paused(key), "an effect starts while paused: " + key);
                    effects.merge(key, 1, Integer::sum);
                })
                .doFinally(s -> effects.merge(key, -1, Integer::sum));
    }

    Mono<Void> wait(ModelActivity activity) {
        return gate().then(Mono.defer(() -> chance(20) ? failedWait() : Mono.empty()));
    }

    private Mono<Void> failedWait() {
        causes++;
        return Mono.error(new IllegalStateException("gone"));
    }

    private Mono<Void> gate() {
        if (calm || random.nextInt(4) == 0) {
            return Mono.empty();
        }
        Sinks.Empty<Void> gate = Sinks.empty();
        gates.add(gate);
        return gate.asMono();
    }

    private void ensure(String key) {
        String role = ROLES.get(random.nextInt(ROLES.size()));
        boolean there = engine.contains(key, role);
        ModelActivity activity = new ModelActivity(this, key, role);
        if (!there && !closed) {
            started.add(activity);
            causes++;
            if (started.stream()
                    .noneMatch(each ->
                            each != activity && each.ended == 0 && each.key().equals(key))) {
                // A hold ends with the last activity of its entity.
                paused.remove(key);
            }
        }
        engine.ensure(activity);
    }

    private void signal(String key) {
        long head = published(key);
        int dice = random.nextInt(10);
        if (dice < 7) {
            head++;
            published.put(key, head);
        } else {
            head = random.nextLong(head + 1);
        }
        if (dice == 0) {
            return;
        }
        announce(key, head, random.nextBoolean());
    }

    private void announce(String key, long head, boolean news) {
        published.merge(key, head, Math::max);
        for (ModelActivity each : chain(key)) {
            each.announced = Math.max(each.announced, head);
            causes++;
        }
        engine.signal(key, head, news ? new News(head - 1, head) : null);
    }

    private void retry(String key) {
        for (ModelActivity each : started) {
            if (each.key().equals(key)) {
                each.parked = false;
                causes++;
            }
        }
        engine.retry(key).block(Duration.ofSeconds(5));
    }

    private void resume(String key) {
        paused.remove(key);
        // A run that was held up is made up for.
        causes += chain(key).size();
        engine.resume(key).block(Duration.ofSeconds(5));
    }

    private void openAGate() {
        if (!gates.isEmpty()) {
            gates.remove(random.nextInt(gates.size())).tryEmitEmpty();
        }
    }

    private void openAll() {
        while (!gates.isEmpty()) {
            gates.remove(0).tryEmitEmpty();
        }
    }

    private void assertNothingBroken() {
        if (!broken.isEmpty()) {
            throw new AssertionError(String.join("\n", broken));
        }
    }
}
