package io.vedette.engine.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.engine.ActivityState;
import io.vedette.engine.ActivityState.Kind;
import io.vedette.engine.Outcome;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

class TransitionsTest {

    private static final Instant LATER = Instant.ofEpochMilli(1000);

    @Test
    void everyRowLeadsWhereItSays() {
        for (Rule rule : Transitions.RULES) {
            Input input = inputs(rule.on())
                    .filter(rule.when())
                    .filter(each ->
                            rulesBefore(rule).noneMatch(before -> before.when().test(each)))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("never applies: " + rule));

            Transition transition = Transitions.next(standing(rule.from(), false), input);

            assertThat(transition.next().kind()).as("%s", rule).isEqualTo(rule.to());
            assertThat(transition.actions()).isEqualTo(rule.actions());
        }
    }

    @Test
    void whatHasNoRowIsIllegal() {
        int illegal = 0;
        for (Kind kind : Kind.values()) {
            for (Input.Kind on : Input.Kind.values()) {
                if (Transitions.RULES.stream().noneMatch(rule -> rule.from() == kind && rule.on() == on)) {
                    illegal++;
                    assertThatThrownBy(() -> Transitions.next(
                                    standing(kind, false),
                                    inputs(on).findFirst().orElseThrow()))
                            .isInstanceOf(IllegalStateException.class)
                            .hasMessageContaining("illegal transition");
                }
            }
        }
        assertThat(illegal).isGreaterThan(30);
    }

    @Test
    void everyRunEndHasARow() {
        inputs(Input.Kind.RUN_ENDED)
                .forEach(input -> assertThat(Transitions.next(standing(Kind.RUNNING, false), input))
                        .isNotNull());
    }

    @ParameterizedTest
    @EnumSource
    void everyStateIsReachedAndLeadsToTheEnd(Kind kind) {
        assertThat(reachable(Kind.ENDED)).contains(kind);
        assertThat(reachable(kind)).contains(Kind.ENDED);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ENDED")
    void aHoldChangesNothingButTheQueueing(Kind kind) {
        for (Input.Kind on : Input.Kind.values()) {
            if (on == Input.Kind.PAUSE || on == Input.Kind.RESUME || on == Input.Kind.SLOT_GRANTED) {
                continue;
            }
            inputs(on).filter(input -> legal(kind, input)).forEach(input -> {
                Transition free = Transitions.next(standing(kind, false), input);
                Transition held = Transitions.next(standing(kind, true), input);

                assertThat(held.next().state()).isEqualTo(free.next().state());
                assertThat(held.next().held()).isEqualTo(held.next().kind() != Kind.ENDED);
                assertThat(held.actions())
                        .isEqualTo(free.actions().stream()
                                .filter(action -> action != Action.ENQUEUE)
                                .toList());
            });
        }
    }

    @Test
    void aHeldOneIsGrantedNoSlot() {
        assertThatThrownBy(() -> Transitions.next(standing(Kind.READY, true), Input.Plain.SLOT_GRANTED))
                .isInstanceOf(IllegalStateException.class);
    }

    @Test
    void theStandingsOfSleepersAreShared() {
        Standing one = Transitions.next(standing(Kind.RUNNING, false), new Input.RunEnded(Outcome.sleep(), false))
                .next();
        Standing two = Transitions.next(standing(Kind.RUNNING, false), new Input.RunEnded(Outcome.sleep(), false))
                .next();

        assertThat(one).isSameAs(two);
    }

    private static Stream<Rule> rulesBefore(Rule rule) {
        return Transitions.RULES.subList(0, Transitions.RULES.indexOf(rule)).stream()
                .filter(each -> each.from() == rule.from() && each.on() == rule.on());
    }

    private static Set<Kind> reachable(Kind from) {
        Set<Kind> reached = EnumSet.noneOf(Kind.class);
        ArrayDeque<Kind> todo = new ArrayDeque<>(List.of(from));
        while (!todo.isEmpty()) {
            Kind next = todo.remove();
            Transitions.RULES.stream()
                    .filter(rule -> rule.from() == next)
                    .map(Rule::to)
                    .filter(reached::add)
                    .forEach(todo::add);
        }
        return reached;
    }

    private static boolean legal(Kind kind, Input input) {
        return Transitions.RULES.stream()
                .anyMatch(rule -> rule.from() == kind
                        && rule.on() == input.kind()
                        && rule.when().test(input));
    }

    private static Standing standing(Kind kind, boolean held) {
        return Standing.of(
                switch (kind) {
                    case READY -> new ActivityState.Ready();
                    case RUNNING -> new ActivityState.Running();
                    case SLEEPING -> new ActivityState.Sleeping();
                    case WAITING -> new ActivityState.Waiting("w1", false);
                    case BACKING_OFF -> new ActivityState.BackingOff(LATER);
                    case PARKED -> new ActivityState.Parked("poison");
                    case ENDED -> new ActivityState.Ended();
                },
                held);
    }

    private static Stream<Input> inputs(Input.Kind kind) {
        return switch (kind) {
            case RUN_ENDED ->
                Stream.of(
                                Outcome.sleep(),
                                Outcome.end(),
                                new Outcome.Park("poison"),
                                new Outcome.Wait("w1", Mono.never()),
                                new Outcome.Await("w2"),
                                new Outcome.BackOff(LATER, "weak"))
                        .flatMap(outcome ->
                                Stream.of(new Input.RunEnded(outcome, false), new Input.RunEnded(outcome, true)));
            case FETCH_FAILED -> Stream.of(new Input.FetchFailed(LATER));
            case WAIT_FAILED -> Stream.of(new Input.WaitFailed(LATER));
            case BROKE -> Stream.of(new Input.Broke("poison"));
            default -> Stream.of(new Input.Plain(kind));
        };
    }
}
