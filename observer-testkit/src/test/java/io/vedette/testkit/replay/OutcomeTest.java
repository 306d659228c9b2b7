package io.vedette.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.vedette.domain.HostPath;
import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import io.vedette.domain.RepoId;
import io.vedette.observer.Cause;
import io.vedette.observer.Initializer;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.StrongError;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.replay.Outcome.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.publisher.Mono;

/** How calls end is told by its kind, and what they return by all that it says. */
class OutcomeTest {

    private static final HistoryFile FILE = HistoryFile.ofText("h.jsonl", """
            {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
            {"repo":"r1","event":"REPO_INIT_STARTED","registry":"exreg","path":"/ex/a","creator":"Ada <ada@example.com>","host":"h1","hostPath":"/data/a"}
            """);

    /** How the first call to initialise ends when it answers this. */
    private static Outcome of(Supplier<@Nullable Mono<Omissions>> answer) {
        List<Outcome> outcomes = new ArrayList<>();
        HistoryReplay.of(FILE)
                .initializer(new Initializer() {
                    @Override
                    public Mono<RepoInfo> getRepo(RepoId repo, Cause cause) {
                        return Mono.just(cause.repository());
                    }

                    @Override
                    @SuppressWarnings("NullAway") // implementors are not checked for null
                    public Mono<RepoInfo> initRepo(RepoId repo, Cause cause) {
                        Mono<Omissions> omissions = answer.get();
                        return omissions == null
                                ? null
                                : omissions.map(some -> cause.repository().withShadow(new HostPath("/s"), some));
                    }
                })
                .listener(new CallListener() {
                    @Override
                    public void ended(Call call, Outcome outcome) {
                        if (call.name() == CallName.INIT_REPO) {
                            outcomes.add(outcome);
                        }
                    }
                })
                .run();
        return outcomes.get(0);
    }

    static Stream<Arguments> ends() {
        Supplier<Mono<Omissions>> returning = () -> Mono.just(Omissions.NONE);
        Supplier<Mono<Omissions>> failing = () -> Mono.error(new StrongError("full"));
        Supplier<Mono<Omissions>> throwing = () -> {
            throw new StrongError("full");
        };
        Supplier<@Nullable Mono<Omissions>> nothing = () -> null;
        return Stream.of(
                arguments(Kind.RETURNED, false, returning, "returned {path=/ex/a"),
                arguments(Kind.FAILED, true, failing, "failed: StrongError: full"),
                arguments(Kind.THREW, true, throwing, "threw io.vedette.observer.StrongError: full"),
                arguments(Kind.RETURNED_NULL, true, nothing, "returned null"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void eachEndHasItsKind(Kind kind, boolean failed, Supplier<@Nullable Mono<Omissions>> answer, String text) {
        Outcome outcome = of(answer);

        assertThat(outcome.kind()).isEqualTo(kind);
        assertThat(outcome.failed()).isEqualTo(failed);
        assertThat(outcome.text()).startsWith(text);
    }

    @Test
    void whatIsOmittedIsPartOfTheResult() {
        Outcome socket = of(() -> Mono.just(new Omissions(List.of(new Omission("run/a", "socket")), 3)));
        Outcome device = of(() -> Mono.just(new Omissions(List.of(new Omission("run/a", "device")), 3)));

        assertThat(socket.text()).endsWith("omissions=3 [\"run/a\": \"socket\"]}");
        assertThat(device).isNotEqualTo(socket);
    }

    @Test
    void callsThatEndInOtherWaysAreOthersThoughTheirTextsAreTheSame() {
        CallRow call = new CallRow("r1", CallName.INIT_REPO, Map.of(), null, null);

        assertThat(CallComparison.same(
                        call.ended(new Outcome(Kind.RETURNED, "x")), call.ended(new Outcome(Kind.FAILED, "x"))))
                .isFalse();
        assertThat(CallComparison.same(
                        call.ended(new Outcome(Kind.FAILED, "x")), call.ended(new Outcome(Kind.FAILED, "x"))))
                .isTrue();
    }
}
