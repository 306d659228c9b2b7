package io.vedette.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Sinks;

@Tag("W3")
class FairnessTest {

    private final World world = new World(builder -> builder.fetchBudget(1));
    private final Queue<Sinks.Empty<Void>> fetches = new ArrayDeque<>();

    @Test
    void liveWorkIsServedWhileTheInitialLoadIsLong() {
        Probe live = world.sleeping(new Probe("live"));
        loadMany("repo", 1_000);

        live.fetching(this::gate);
        world.news(live, 1);
        endFetches(2);

        assertThat(live.count("fetch")).isEqualTo(1);
    }

    @Test
    void theInitialLoadGoesOnWhileLiveWorkIsEndless() {
        Probe restless = world.sleeping(new Probe("live")).fetching(this::gate);
        world.engine.signal("live", 1_000_000, null);
        Probe loading = world.start(new Probe("loads").fetching(this::gate));

        for (int i = 0; i < 3; i++) {
            restless.source++;
            endFetches(1);
        }

        assertThat(loading.count("fetch")).isEqualTo(1);
        assertThat(restless.count("fetch")).isGreaterThan(1);
    }

    @Test
    void aLaneIsServedWhileAnotherIsLong() {
        loadMany("repo", 1_000);
        Probe workflow = world.start(new Probe("w1", "OWN", new Lane("workflow")).fetching(this::gate));

        endFetches(2);

        assertThat(workflow.count("fetch")).isEqualTo(1);
    }

    private void loadMany(String lane, int many) {
        for (int i = 0; i < many; i++) {
            world.start(new Probe(lane + i, "OWN", new Lane(lane)).fetching(this::gate));
        }
    }

    private reactor.core.publisher.Mono<Void> gate() {
        Sinks.Empty<Void> gate = Sinks.empty();
        fetches.add(gate);
        return gate.asMono();
    }

    private void endFetches(int many) {
        for (int i = 0; i < many; i++) {
            fetches.remove().tryEmitEmpty();
        }
    }
}
