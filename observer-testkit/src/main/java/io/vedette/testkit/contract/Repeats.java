package io.vedette.testkit.contract;

import java.util.concurrent.locks.LockSupport;
import reactor.core.publisher.Mono;

/** Calls that come again. */
final class Repeats<T> {

    private static final long LATE_NANOS = 200_000_000;
    private static final int ROUNDS = 5;

    private final Stage<T> stage;
    private final Deed<T> deed;
    private final Reference reference;

    Repeats(Stage<T> stage, Deed<T> deed) throws Exception {
        this.stage = stage;
        this.deed = deed;
        this.reference = Reference.of(stage, deed);
    }

    void inAnotherRun() throws Exception {
        Reference other = Reference.of(stage, deed);

        reference.isWhat(
                deed,
                "called once on an empty site, and then on another one",
                other.value(),
                other.state(),
                "leave out of state() what time or chance decides, or give the implementor a fixed clock");
    }

    void withAttempt(int attempt) throws Exception {
        once();
        Object again = stage.succeed(deed, stage.first(), attempt);

        String cause = attempt == 1 ? "the same cause" : "the same cause and attempt " + attempt;
        reference.isWhat(deed, "called twice, with " + cause, again, stage.state());
    }

    void afterARestart() throws Exception {
        once();
        stage.restart();
        Object again = stage.succeed(deed, stage.first(), 1);

        reference.isWhat(deed, "called again by a new implementor over the same files", again, stage.state());
    }

    void bySubscribingAgain() throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
        Mono<?> mono = stage.assemble(deed, stage.first(), 1);
        stage.succeeded(deed, stage.subscribe(deed, mono));
        Object again = stage.succeeded(deed, stage.subscribe(deed, mono));

        reference.isWhat(
                deed,
                "whose Mono was subscribed to twice",
                again,
                stage.state(),
                "keep nothing of one subscription in the Mono: put the code into Mono.defer or Mono.fromCallable");
    }

    void forTwoRepositoriesAtOnce() throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
        stage.lead(deed, stage.second());
        Object first = stage.succeed(deed, stage.first(), 1);
        Object second = stage.succeed(deed, stage.second(), 1);
        Reference oneByOne = new Reference(first, stage.state(), stage.known(), 0);

        String mend = "share nothing between repositories that is not safe for several threads";
        for (int round = 0; round < ROUNDS; round++) {
            stage.begin();
            stage.lead(deed, stage.first());
            stage.lead(deed, stage.second());
            Heard one = stage.start(deed, stage.first(), 1);
            Heard other = stage.start(deed, stage.second(), 1);
            Object seen = stage.succeeded(deed, one);
            Object seenOther = stage.succeeded(deed, other);

            String situation = "called for two repositories at once";
            oneByOne.isWhat(deed, situation, seen, stage.state(), mend);
            new Reference(second, oneByOne.state(), oneByOne.known(), 0)
                    .isWhat(deed, situation, seenOther, stage.state(), mend);
        }
    }

    void withoutASignalAfterTheEnd() throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
        Heard heard = stage.start(deed, stage.first(), 1);
        stage.succeeded(deed, heard);
        LockSupport.parkNanos(LATE_NANOS);

        if (!heard.wrong().isEmpty()) {
            throw new Broken(
                    deed.call(),
                    String.join(", and ", heard.wrong()) + ".",
                    "signal onSubscribe, then at most one value, then one end; Mono.create and the operators see to it");
        }
    }

    private void once() throws Exception {
        stage.begin();
        stage.lead(deed, stage.first());
        stage.succeed(deed, stage.first(), 1);
    }
}
