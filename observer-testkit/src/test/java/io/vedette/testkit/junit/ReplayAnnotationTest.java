package io.vedette.testkit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.replay.HistoryReplay;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import reactor.core.publisher.Mono;

/** History files as tests, with and without an implementor. */
class ReplayAnnotationTest {

    private static final List<String> OPENED = new ArrayList<>();

    @Replay(value = "../examples/histories/scenario-1.jsonl", prefixes = "/ex/a", interleavings = 3)
    void aFileThatHolds() {}

    @Replay(value = "../examples/histories/scenario-1.jsonl", prefixes = "/ex/a")
    void withAnImplementor(HistoryReplay replay) {
        replay.processor(new Processor() {
            @Override
            public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                OPENED.add(info.path().value());
                return Mono.empty();
            }

            @Override
            public Mono<Void> disableRepo(RepoId repo, Cause cause) {
                return Mono.empty();
            }
        });
    }

    @AfterAll
    static void theImplementorWasCalled() {
        assertThat(OPENED).containsExactly("/ex/a/foo");
    }
}
