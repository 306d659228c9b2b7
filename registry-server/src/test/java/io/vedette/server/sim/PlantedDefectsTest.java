package io.vedette.server.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.CommandOptions;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Head;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.server.storage.Append;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The simulation notices what it is there to notice: each defect is named by the invariant that it breaks. */
@ExtendWith(Silence.class)
class PlantedDefectsTest {

    private static final int SEEDS = 40;

    @Test
    void aStoreThatForgetsAnAppendAfterItsAnswer() {
        assertThat(firstBreach(Forgetful::new)).isEqualTo("an acknowledged append never vanishes");
    }

    private static final class Forgetful extends Simulation {
        Forgetful(long seed) {
            super(seed);
        }

        @Override
        Disk disk(Weather weather, Dice dice, Trace trace) {
            return new Disk(weather, dice, trace) {
                private int flushed;

                @Override
                void flushed(Append append) {
                    if (++flushed != 6) {
                        super.flushed(append);
                    }
                }
            };
        }
    }

    @Test
    void aStoreThatDoesNotRememberCommands() {
        assertThat(firstBreach(Oblivious::new)).isEqualTo("a command has one result");
    }

    private static final class Oblivious extends Simulation {
        Oblivious(long seed) {
            super(seed);
        }

        @Override
        Disk disk(Weather weather, Dice dice, Trace trace) {
            return new Disk(weather, dice, trace) {
                @Override
                Append writing(Append asked) {
                    return asked.events().isEmpty()
                            ? asked
                            : new Append(asked.aggregate(), asked.expected(), null, asked.timeMillis(), asked.events());
                }
            };
        }
    }

    @Test
    void anObserverThatNeverHearsOfSomeRepositoriesAndDoesNotCompareHeads() {
        assertThat(firstBreach(HardOfHearing::new)).isEqualTo("all comes to its end");
    }

    private static final class HardOfHearing extends Simulation {
        HardOfHearing(long seed) {
            super(seed);
        }

        @Override
        Duration sweepEvery() {
            return Duration.ofDays(1);
        }

        @Override
        @SuppressWarnings("unchecked")
        RegistryClient clientOf(ObserverProcess observer, RegistryClient real) {
            return changed(
                    real,
                    "signals",
                    (answer, arguments) -> ((Flux<SignalFrame>) answer)
                            .map(frame -> frame instanceof SignalFrame.Changed changed
                                    ? new SignalFrame.Changed(heard(changed.heads()), changed.cursor())
                                    : frame));
        }

        private static List<Head> heard(List<Head> heads) {
            return heads.stream()
                    .filter(head -> head.aggregate().kind() != AggregateKind.REPO
                            || head.aggregate().uuid().getLeastSignificantBits() % 2 == 0)
                    .toList();
        }
    }

    @Test
    void aCallThatIsMadeTwiceAtOnce() {
        assertThat(firstBreach(Hasty::new)).isEqualTo("effects of one repository never overlap");
    }

    private static final class Hasty extends Simulation {
        Hasty(long seed) {
            super(seed);
        }

        @Override
        Processor processorOf(ObserverProcess observer, Files real) {
            return new Processor() {
                @Override
                public Mono<Void> enableRepo(RepoInfo info, Cause cause) {
                    return Mono.when(real.enableRepo(info, cause), real.enableRepo(info, cause));
                }

                @Override
                public Mono<Void> disableRepo(RepoId repo, Cause cause) {
                    return real.disableRepo(repo, cause);
                }
            };
        }
    }

    @Test
    void anErrorThatIsStoredAtFullLength() {
        assertThat(firstBreach(Verbose::new)).isEqualTo("a stored message is short");
    }

    private static final class Verbose extends Simulation {
        Verbose(long seed) {
            super(seed);
        }

        @Override
        RegistryClient clientOf(ObserverProcess observer, RegistryClient real) {
            return changed(
                    real,
                    "execute",
                    (answer, arguments) -> arguments.get(0) instanceof RepoCommand.SetRepoError set
                            ? real.execute(
                                    new RepoCommand.SetRepoError(set.repo(), set.message() + "and so on ".repeat(5)),
                                    (CommandOptions) arguments.get(1))
                            : answer);
        }
    }

    @Test
    void anObserverThatTakesAllRepositoriesForItsOwn() {
        assertThat(firstBreach(Greedy::new)).isEqualTo("an observer touches nothing but its own");
    }

    private static final class Greedy extends Simulation {
        Greedy(long seed) {
            super(seed);
        }

        @Override
        RegistryClient clientOf(ObserverProcess observer, RegistryClient real) {
            String own = observer.territory().prefixes().get(0);
            return rereading(real, recorded -> with(recorded, recorded.id(), recorded.parent(), moved(own, recorded)));
        }

        private static Event moved(String own, Recorded recorded) {
            RepoPath path = new RepoPath(own + "/moved");
            if (recorded.event() instanceof RegistryEvent.RepoAdded added) {
                return new RegistryEvent.RepoAdded(added.repo(), path);
            }
            return recorded.event() instanceof RepoEvent.RepoInitStarted init
                    ? new RepoEvent.RepoInitStarted(init.registry(), path, init.creator(), init.host(), init.hostPath())
                    : recorded.event();
        }
    }

    @Test
    void aReadThatTellsOfEventsThatNeverWere() {
        assertThat(firstBreach(Inventive::new)).isEqualTo("an effect needs an event");
    }

    private static final class Inventive extends Simulation {
        Inventive(long seed) {
            super(seed);
        }

        @Override
        RegistryClient clientOf(ObserverProcess observer, RegistryClient real) {
            return rereading(
                    real,
                    recorded -> with(
                            recorded,
                            other(recorded.id()),
                            recorded.parent() == null ? null : other(recorded.parent()),
                            recorded.event()));
        }

        private static EventId other(EventId id) {
            return new EventId(id.msb(), ~id.lsb());
        }
    }

    private static Recorded with(Recorded recorded, EventId id, @Nullable EventId parent, Event event) {
        return new Recorded(
                id,
                parent,
                recorded.aggregate(),
                recorded.version(),
                recorded.position(),
                recorded.timeMillis(),
                recorded.command(),
                event);
    }

    @SuppressWarnings("unchecked")
    private static RegistryClient rereading(RegistryClient real, UnaryOperator<Recorded> reading) {
        return changed(real, "read", (answer, arguments) -> ((Flux<Recorded>) answer).map(reading));
    }

    /** The invariant that the first of some seeds breaks; empty if none does. */
    private static String firstBreach(LongFunction<Simulation> planted) {
        for (long seed = 1; seed <= SEEDS; seed++) {
            try {
                planted.apply(seed).run();
            } catch (AssertionError found) {
                return ((InvariantBroken) Objects.requireNonNull(found.getCause())).invariant();
            }
        }
        return "";
    }

    private interface Change {
        @Nullable
        Object of(@Nullable Object answer, List<Object> arguments);
    }

    /** A client of which one method answers differently. */
    private static RegistryClient changed(RegistryClient real, String name, Change change) {
        return (RegistryClient) Proxy.newProxyInstance(
                RegistryClient.class.getClassLoader(),
                new Class<?>[] {RegistryClient.class},
                (proxy, method, given) -> {
                    try {
                        Object answer = method.invoke(real, given);
                        return method.getName().equals(name) ? change.of(answer, List.of(given)) : answer;
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }
}
