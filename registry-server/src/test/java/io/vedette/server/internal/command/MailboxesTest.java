package io.vedette.server.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Refusal;
import io.vedette.server.internal.Refused;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;

/** One after the other for each aggregate, bounded, and nothing left when idle. */
class MailboxesTest {

    private static final AggregateId ONE = new AggregateId(AggregateKind.REPO, new UUID(0, 1));
    private static final AggregateId OTHER = new AggregateId(AggregateKind.REPO, new UUID(0, 2));

    private final Mailboxes mailboxes = new Mailboxes(Runnable::run, 3);
    private final List<String> begun = new ArrayList<>();

    @Test
    void aLetterWaitsForTheOneBeforeItAndForNoOther() {
        Sinks.One<String> first = Sinks.one();
        submit(ONE, "first", first.asMono()).subscribe();
        submit(ONE, "second", Mono.just("second")).subscribe();
        submit(OTHER, "other", Mono.just("other")).subscribe();
        assertThat(begun).containsExactly("first", "other");

        first.tryEmitValue("done");

        assertThat(begun).containsExactly("first", "other", "second");
        assertThat(mailboxes.isIdle()).isTrue();
    }

    @Test
    void refusesWhenTooManyWaitAndTakesAgainLater() {
        Sinks.One<String> stuck = Sinks.one();
        submit(ONE, "stuck", stuck.asMono()).subscribe();
        for (int i = 0; i < 3; i++) {
            submit(ONE, "waits", Mono.just("waits")).subscribe();
        }

        StepVerifier.create(submit(ONE, "too much", Mono.just("x")))
                .verifyErrorSatisfies(
                        error -> assertThat(((Refused) error).refusal().code()).isEqualTo(Refusal.Code.UNAVAILABLE));
        StepVerifier.create(submit(OTHER, "other", Mono.just("x")))
                .expectNext("x")
                .verifyComplete();
        stuck.tryEmitValue("done");

        StepVerifier.create(submit(ONE, "again", Mono.just("x")))
                .expectNext("x")
                .verifyComplete();
    }

    @Test
    void whatFailsOrThrowsDoesNotStopTheQueue() {
        Sinks.One<String> first = Sinks.one();
        submit(ONE, "first", first.asMono()).subscribe(value -> {}, error -> {});
        submit(ONE, "fails", Mono.error(new IllegalStateException())).subscribe(value -> {}, error -> {});
        mailboxes
                .<String>submit(ONE, () -> {
                    throw new AssertionError("thrown");
                })
                .subscribe(value -> {}, error -> {});
        Mono<String> last = submit(ONE, "last", Mono.just("last")).cache();
        last.subscribe();

        first.tryEmitError(new IllegalStateException());

        StepVerifier.create(last).expectNext("last").verifyComplete();
        assertThat(mailboxes.isIdle()).isTrue();
    }

    @Test
    void oneThatWasCancelledBeforeItsTurnIsNotBegun() {
        Sinks.One<String> first = Sinks.one();
        submit(ONE, "first", first.asMono()).subscribe();
        submit(ONE, "cancelled", Mono.just("x")).subscribe().dispose();
        submit(ONE, "last", Mono.just("x")).subscribe();

        first.tryEmitValue("done");

        assertThat(begun).containsExactly("first", "last");
    }

    @Test
    void aThousandThatEndAtOnceNeedNoStack() {
        Mailboxes wide = new Mailboxes(Runnable::run, 100_000);
        Sinks.One<String> first = Sinks.one();
        wide.submit(ONE, first::asMono).subscribe();
        int[] done = new int[1];
        for (int i = 0; i < 10_000; i++) {
            wide.submit(ONE, () -> Mono.fromRunnable(() -> done[0]++)).subscribe();
        }

        first.tryEmitValue("done");

        assertThat(done[0]).isEqualTo(10_000);
    }

    @Test
    void takesNothingOnceClosedButEndsWhatIsThere() {
        Sinks.One<String> first = Sinks.one();
        submit(ONE, "first", first.asMono()).subscribe();
        submit(ONE, "second", Mono.just("x")).subscribe();

        mailboxes.close();
        StepVerifier.create(submit(OTHER, "late", Mono.just("x"))).verifyError(Refused.class);
        first.tryEmitValue("done");

        assertThat(begun).containsExactly("first", "second");
        assertThat(mailboxes.isIdle()).isTrue();
    }

    private Mono<String> submit(AggregateId id, String name, Mono<String> work) {
        return mailboxes.submit(id, () -> {
            begun.add(name);
            return work;
        });
    }
}
