package io.vedette.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import reactor.core.publisher.Mono;

/** An activity that does what a test tells it, and notes what it was asked. */
final class Probe extends Activity<String> {

    /** News that continue {@code parent} with {@code version}. */
    record News(long parent, long version) {}

    static final Lane LANE = new Lane("repo");

    final List<String> calls = new ArrayList<>();
    long tail;
    /** The newest version that a fetch brings. */
    long source;

    int ended;
    Supplier<Mono<Void>> fetch = Mono::empty;
    Function<Run, Mono<Outcome>> act = run -> Mono.just(Outcome.sleep());
    Runnable whenFolding = () -> {};
    Runnable whenEnding = () -> {};
    String name = "/ex/a/foo";
    Supplier<Description> describe = () -> new Description(name, List.of("enable"), 3, null);

    boolean mendedByNews;

    private final String key;
    private final String role;
    private final Lane lane;

    Probe(String key) {
        this(key, "OWN");
    }

    Probe(String key, String role) {
        this(key, role, LANE);
    }

    Probe(String key, String role, Lane lane) {
        this.key = key;
        this.role = role;
        this.lane = lane;
    }

    Probe fetching(Supplier<Mono<Void>> fetch) {
        this.fetch = fetch;
        return this;
    }

    Probe acting(Function<Run, Mono<Outcome>> act) {
        this.act = act;
        return this;
    }

    Probe answering(Outcome outcome) {
        return acting(run -> Mono.just(outcome));
    }

    Probe describing(Supplier<Description> describe) {
        this.describe = describe;
        return this;
    }

    Probe ending(Runnable whenEnding) {
        this.whenEnding = whenEnding;
        return this;
    }

    long count(String call) {
        return calls.stream().filter(call::equals).count();
    }

    ActivityState.Kind kind() {
        return standing.kind();
    }

    @Override
    public String key() {
        return key;
    }

    @Override
    public String role() {
        return role;
    }

    @Override
    public Lane lane() {
        return lane;
    }

    @Override
    public long tail() {
        return tail;
    }

    @Override
    public boolean fold(Object news) {
        calls.add("fold");
        whenFolding.run();
        if (news instanceof News fresh && fresh.parent() == tail) {
            tail = fresh.version();
            return true;
        }
        return false;
    }

    @Override
    public Mono<Void> fetch() {
        calls.add("fetch");
        return fetch.get().then(Mono.fromRunnable(() -> tail = Math.max(tail, source)));
    }

    @Override
    public Mono<Outcome> act(Run run) {
        calls.add("act");
        return act.apply(run);
    }

    @Override
    public void ended() {
        ended++;
        whenEnding.run();
    }

    @Override
    public boolean mendedByNews() {
        return mendedByNews;
    }

    @Override
    public Map<String, String> logEntries() {
        return Map.of("probe", key);
    }

    @Override
    public Description describe() {
        return describe.get();
    }
}
