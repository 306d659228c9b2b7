package io.vedette.observer.laws;

import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.engine.ActivityState;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.observer.standin.World;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.HistoryLine;
import io.vedette.testkit.history.HistoryLine.Occurred;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets an observer live through a story. An event that does not say otherwise arrives by itself, and all that can follow
 * from it at the present time does so before the next scene.
 */
final class Play implements HistoryLine.Cases<Play> {

    /** After the last scene everything is well, and for so long: four sweeps, and the longest back-offs. */
    private static final Duration LONG = Duration.ofMinutes(20);

    private static final Duration TIME_FOR_WORK = Duration.ofMinutes(2);

    /** Changes the observer of a world. */
    interface Staging {
        /** The observer as the setting has it. */
        Staging USUAL = (world, builder) -> builder;

        ObserverBuilder stage(World world, ObserverBuilder builder);
    }

    private final Setting setting;
    private final Staging staging;
    private final World world;
    private final List<Coming> joined = new ArrayList<>();
    private final List<HistoryLine.Fail> refusals = new ArrayList<>();
    private final SplittableRandom certain = new SplittableRandom(0);
    private Fate fate = Fate.PLAIN;
    private boolean started;

    private record Coming(Occurred line, Fate fate) {}

    private Play(Setting setting, Staging staging) {
        this.setting = setting;
        this.staging = staging;
        world = new World(setting.time());
        world.files.latency(Duration.ofMillis(setting.callMillis()));
        world.registry.latency(Duration.ofMillis(setting.readMillis()));
        world.registry.beforeCommands(this::refusal);
    }

    /** Plays a story, and then long enough a time in which all is well but calls that are told to fail. */
    static Play of(Story story, Staging staging) {
        Play play = new Play(story.setting(), staging);
        play.scenes(story.scenes());
        play.start();
        play.world.registry.fallSilent(false);
        play.world.registry.comeBack();
        play.world.registry.flush();
        play.pass();
        return play;
    }

    World world() {
        return world;
    }

    /** From now on all calls and commands succeed. */
    void nothingFails() {
        world.files.behave();
        refusals.clear();
        world.registry.loseAnswers(0);
    }

    /** Time passes, and a registry with events that are broken is told to go on behind each of them. */
    void pass() {
        world.advance(LONG);
        while (isRegistryParked()) {
            world.observer().retry(Plausible.REGISTRY_ID).subscribe();
            world.settle();
            world.advance(LONG);
        }
    }

    private boolean isRegistryParked() {
        AtomicBoolean parked = new AtomicBoolean();
        world.observer()
                .explain(Plausible.REGISTRY_ID)
                .subscribe(row -> parked.set(row.state() instanceof ActivityState.Parked));
        world.settle();
        return parked.get();
    }

    /** A new observer process after the first one died. */
    void restart() {
        world.observer().close(Duration.ZERO).subscribe();
        world.settle();
        started = false;
        start();
    }

    private void scenes(List<Scene> scenes) {
        for (Scene scene : scenes) {
            if (scene instanceof Scene.Told told) {
                fate = told.fate();
                told.line().fold(this);
            } else if (scene instanceof Scene.Turned turned) {
                come();
                turn(turned.twist());
            }
        }
        come();
    }

    private Play start() {
        if (!started) {
            started = true;
            world.start(builder -> staging.stage(world, setting.apply(builder)));
        }
        return this;
    }

    @Override
    public Play occurred(Occurred line) {
        if (started) {
            if (setting.patient() && endsWorkflow(line.event())) {
                world.advance(TIME_FOR_WORK);
            }
            joined.add(new Coming(line, fate));
            if (fate != Fate.JOINED) {
                come();
            }
        } else {
            world.registry.append(line.aggregate(), line.event());
        }
        return this;
    }

    private static boolean endsWorkflow(Event event) {
        return event instanceof RepoEvent.RepoMoved
                || event instanceof RepoEvent.ShadowMoved
                || event instanceof RepoEvent.TierChangeCompleted;
    }

    /** What was joined comes as one task of virtual time. */
    private void come() {
        List<Coming> all = List.copyOf(joined);
        joined.clear();
        if (!all.isEmpty()) {
            world.atOnce(() -> all.forEach(each -> {
                world.registry.faults(each.fate().faults(), certain);
                world.registry.append(each.line().aggregate(), each.line().event());
            }));
        }
    }

    private void turn(Twist twist) {
        switch (twist) {
            case LATE_SIGNALS_COME -> world.registry.flush();
            case FALLS_SILENT -> world.registry.fallSilent(true);
            case SPEAKS -> world.registry.fallSilent(false);
            case LEAVES -> world.registry.leave();
            case COMES_BACK -> world.registry.comeBack();
            case LOSES_AN_ANSWER -> world.registry.loseAnswers(1);
            case OBSERVER_DIES -> {
                if (started) {
                    restart();
                    world.advance(TIME_FOR_WORK);
                }
            }
        }
        world.settle();
    }

    @Override
    public Play live(HistoryLine.Live line) {
        return start();
    }

    @Override
    public Play advance(HistoryLine.Advance line) {
        start();
        come();
        world.advance(line.by());
        return this;
    }

    @Override
    public Play connection(HistoryLine.Connection line) {
        start();
        come();
        if (line.restored()) {
            world.registry.restore();
        } else {
            world.registry.drop();
        }
        world.settle();
        return this;
    }

    @Override
    public Play expect(HistoryLine.Expect line) {
        throw new IllegalStateException("a law says what is expected, not a line");
    }

    @Override
    public Play fail(HistoryLine.Fail line) {
        if (line.call().isCommand()) {
            for (int i = 0; i < line.times(); i++) {
                refusals.add(line);
            }
        } else {
            RepoId repo = Objects.requireNonNull(line.repo(), "generated failures are about one repository");
            world.files.fail(line.call().text(), repo, line.times(), error(line));
        }
        return this;
    }

    private static Supplier<Throwable> error(HistoryLine.Fail line) {
        String message = line.message();
        return switch (line.error()) {
            case STRONG -> () -> new StrongError(message);
            case WEAK -> () -> new WeakError(message);
            case STORED -> () -> new StoredError(message);
            case CANCELLED -> () -> new CancellationException(message);
            case UNCLASSIFIED -> () -> new IllegalStateException(message);
        };
    }

    private @Nullable Throwable refusal(Command command) {
        for (HistoryLine.Fail fail : refusals) {
            if (command instanceof RepoCommand of && of.repo().equals(fail.repo()) && name(of) == fail.call()) {
                refusals.remove(fail);
                return switch (fail.error()) {
                    case STRONG -> new RefusedException(Refusal.precondition(fail.message(), "AS_TOLD"));
                    default -> new UnreachableException(fail.message(), new IllegalStateException("as told"));
                };
            }
        }
        return null;
    }

    private static @Nullable CallName name(RepoCommand command) {
        if (command instanceof RepoCommand.ConfirmShadow) {
            return CallName.CONFIRM_SHADOW;
        }
        if (command instanceof RepoCommand.ConfirmRemote) {
            return CallName.CONFIRM_REMOTE;
        }
        return command instanceof RepoCommand.SetRepoError ? CallName.SET_REPO_ERROR : null;
    }
}
