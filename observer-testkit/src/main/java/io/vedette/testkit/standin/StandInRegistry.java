package io.vedette.testkit.standin;

import io.vedette.client.CommandOptions;
import io.vedette.client.CommandResult;
import io.vedette.client.RefusedException;
import io.vedette.client.SignalFrame;
import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Command;
import io.vedette.domain.CommandId;
import io.vedette.domain.Decision;
import io.vedette.domain.Event;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoDecider;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.proto.v1.Workflow;
import io.vedette.workflows.WorkflowKinds;
import io.vedette.workflows.WorkflowView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * A registry in memory, in virtual time, on one thread. Its histories grow by {@link #append(AggregateId, Event)} and,
 * where it {@linkplain #decide decides}, by commands; else a command is answered with success and appends nothing.
 * Connections, reads and commands fail as told. It answers what an observer asks, not what people ask: lists of
 * registries, roots and repositories are not supported.
 */
public final class StandInRegistry extends ObservedOnly {

    private final Scheduler scheduler;
    private final Histories histories;
    private final SignalFeed feed;
    private final Map<CommandId, CommandResult> answered = new HashMap<>();
    private final List<AggregateId> reads = new ArrayList<>();
    private final List<Posted> posted = new ArrayList<>();
    private final Map<AggregateId, Integer> cuts = new HashMap<>();
    private final Set<AggregateId> skips = new HashSet<>();
    private final Map<AggregateId, Integer> delivered = new HashMap<>();
    private Consumer<Posted> onCommand = command -> {};
    private Function<Command, @Nullable Throwable> before = command -> null;
    private boolean remembering = true;
    private Duration latency = Duration.ZERO;
    private boolean deciding;
    private @Nullable Refusal noReads;
    private Duration linkLatency = Duration.ZERO;
    private boolean away;
    private int lostAnswers;
    private int openReads;
    private Sinks.@Nullable Many<RegistryFrame> link;
    private final List<ObserverFrame> linked = new ArrayList<>();

    /** A command as it arrived. */
    public record Posted(CommandId id, Command command) {}

    public StandInRegistry(Scheduler scheduler) {
        this.scheduler = scheduler;
        this.histories = new Histories(() -> scheduler.now(TimeUnit.MILLISECONDS));
        this.feed = new SignalFeed(histories, scheduler);
    }

    /** Appends an event and signals it. */
    public Recorded append(AggregateId aggregate, Event event) {
        return append(aggregate, event, null, null);
    }

    /** Commands to repositories are decided and their events appended. */
    public void decide() {
        deciding = true;
    }

    /** Reads and commands take this long. */
    public void latency(Duration each) {
        latency = each;
    }

    /** The connection breaks and no other is made. */
    public void drop() {
        feed.refuse(true);
        feed.drop();
    }

    /** Another store takes the place of this one, empty at first. */
    public void replace(UUID by) {
        histories.replace(by);
    }

    /** The last events of a history are lost, and nobody says so. */
    public void cut(AggregateId aggregate, int keep) {
        histories.cut(aggregate, keep);
    }

    /** Connections are made again. */
    public void restore() {
        feed.refuse(false);
    }

    /** Nothing is answered any more. */
    public void leave() {
        away = true;
        drop();
    }

    /** Everything is answered again. */
    public void comeBack() {
        away = false;
        restore();
    }

    /** Heartbeats cease, the connection stays. */
    public void fallSilent(boolean silent) {
        feed.silence(silent);
    }

    public void faults(SignalFaults kinds, RandomGenerator random) {
        feed.faults(kinds, random);
    }

    /** Sends the signals that are late. */
    public void flush() {
        feed.flush();
    }

    /** The next read of a history breaks off after so many events. */
    public void breakNextRead(AggregateId aggregate, int after) {
        cuts.put(aggregate, after);
    }

    /** The next read of a history lacks its first event. */
    public void skipInNextRead(AggregateId aggregate) {
        skips.add(aggregate);
    }

    /** The next commands are executed, but their answers are lost. */
    public void loseAnswers(int count) {
        lostAnswers = count;
    }

    /** Commands are refused as the rule says; where it gives null they are executed. */
    public void refuse(Function<Command, @Nullable Refusal> rule) {
        beforeCommands(command -> {
            Refusal no = rule.apply(command);
            return no == null ? null : new RefusedException(no);
        });
    }

    /** Is shown each command that arrives, before it is executed; an error that it returns is the answer. */
    public void beforeCommands(Function<Command, @Nullable Throwable> shown) {
        before = shown;
    }

    /** Keeps no account of reads and commands, which in a long run would fill the memory. Faults happen as ever. */
    public void forget() {
        remembering = false;
    }

    /** Appends an event as it was stored elsewhere, and signals it. */
    public Recorded append(AggregateId aggregate, Event event, @Nullable EventId id, @Nullable Instant time) {
        Recorded recorded = histories.append(aggregate, event, id, time);
        feed.changed(recorded);
        return recorded;
    }

    /** The events of a history that are here now. */
    public List<Recorded> history(AggregateId aggregate) {
        return histories.after(aggregate, 0);
    }

    /** Reads are answered with this refusal; null ends that. */
    public void refuseReads(@Nullable Refusal why) {
        noReads = why;
    }

    /** Links made from now on take one frame at a time, each for so long. */
    public void slowLink(Duration each) {
        linkLatency = each;
    }

    public void onCommand(Consumer<Posted> told) {
        onCommand = told;
    }

    public List<AggregateId> reads() {
        return reads;
    }

    public List<Posted> posted() {
        return posted;
    }

    /** When connections were not accepted, in milliseconds of virtual time. */
    public List<Long> refusedConnections() {
        return feed.refusals();
    }

    /** Connections are answered with this refusal; null ends that. */
    public void refuseSignals(@Nullable Refusal why) {
        feed.refuseForGood(why);
    }

    /** How many events of a history reads have brought. */
    public int delivered(AggregateId aggregate) {
        return delivered.getOrDefault(aggregate, 0);
    }

    public int connections() {
        return feed.connections();
    }

    /** How many reads are under way now. */
    public int openReads() {
        return openReads;
    }

    /** How many connections are open now. */
    public int openConnections() {
        return feed.open();
    }

    public RepoView view(RepoId repo) {
        RepoView view = RepoView.empty(repo);
        for (Recorded recorded : histories.after(repo.aggregate(), 0)) {
            view = view.evolve(recorded);
        }
        return view;
    }

    /** What the linked observer sent. */
    public List<ObserverFrame> linked() {
        return linked;
    }

    /** The link breaks. */
    public void dropLink() {
        if (link != null) {
            link.tryEmitError(unreachable());
        }
    }

    /** Asks the linked observer. */
    public void ask(RegistryFrame frame) {
        if (link == null) {
            throw new IllegalStateException("no observer is linked");
        }
        link.tryEmitNext(frame);
    }

    @Override
    public Mono<CommandResult> execute(Command command, CommandOptions options) {
        return Mono.defer(() -> {
            if (away) {
                return Mono.error(unreachable());
            }
            Throwable no = before.apply(command);
            if (no != null) {
                return Mono.error(no);
            }
            CommandResult first = answered.get(options.id());
            Mono<CommandResult> answer = first != null ? Mono.just(first) : decide(options.id(), command);
            if (lostAnswers > 0) {
                lostAnswers--;
                return answer.then(Mono.error(unreachable()));
            }
            return latency.isZero() ? answer : answer.delayElement(latency, scheduler);
        });
    }

    private Mono<CommandResult> decide(CommandId id, Command command) {
        Posted arrived = new Posted(id, command);
        if (remembering) {
            posted.add(arrived);
        }
        onCommand.accept(arrived);
        List<Recorded> stored = new ArrayList<>();
        if (deciding && command instanceof RepoCommand repoCommand) {
            Decision decision = RepoDecider.decide(view(repoCommand.repo()), repoCommand);
            if (decision instanceof Decision.Refuse refuse) {
                return Mono.error(new RefusedException(refuse.refusal()));
            }
            ((Decision.Accept) decision).events().forEach(event -> stored.add(append(command.target(), event)));
        }
        CommandResult result = new CommandResult(
                command.target(),
                histories.version(command.target()),
                stored.stream().map(Recorded::id).toList(),
                histories.cursor().position(),
                false);
        if (remembering || lostAnswers > 0) {
            answered.put(id, result);
        }
        return Mono.just(result);
    }

    @Override
    public Flux<Recorded> read(AggregateId aggregate, long afterVersion) {
        return Flux.defer(() -> {
            if (away) {
                return Flux.error(unreachable());
            }
            if (noReads != null) {
                return Flux.error(new RefusedException(noReads));
            }
            if (remembering) {
                reads.add(aggregate);
            }
            Integer cut = cuts.remove(aggregate);
            long from = skips.remove(aggregate) ? afterVersion + 1 : afterVersion;
            Flux<Recorded> events = latency.isZero()
                    ? Flux.fromIterable(histories.after(aggregate, from))
                    : Mono.delay(latency, scheduler).flatMapIterable(tick -> histories.after(aggregate, from));
            Flux<Recorded> counted =
                    remembering ? events.doOnNext(event -> delivered.merge(aggregate, 1, Integer::sum)) : events;
            Flux<Recorded> whole = cut == null ? counted : counted.take(cut).concatWith(Flux.error(unreachable()));
            return whole.doOnSubscribe(begun -> openReads++).doFinally(end -> openReads--);
        });
    }

    @Override
    public Flux<Workflow> workflows(@Nullable String registry, boolean ended) {
        return Flux.defer(() -> away
                ? Flux.error(unreachable())
                : Flux.fromStream(histories.ids().stream()
                                .filter(id -> id.kind() == AggregateKind.WORKFLOW)
                                .map(id -> view(new WorkflowId(id.uuid()))))
                        .filter(view -> ended || view.isOpen())
                        .map(view -> Workflow.newBuilder()
                                .setId(WireIds.bytes(view.id().uuid()))
                                .setKind(Objects.requireNonNullElse(view.kind(), ""))
                                .setOpen(view.isOpen())
                                .setVersion(view.version())
                                .build()));
    }

    private WorkflowView view(WorkflowId workflow) {
        WorkflowView view = WorkflowView.empty(workflow, WorkflowKinds.builtIn());
        for (Recorded recorded : histories.after(workflow.aggregate(), 0)) {
            view = view.evolve(recorded);
        }
        return view;
    }

    @Override
    public Flux<SignalFrame> signals(Start start, Filter filter) {
        return feed.subscribe(start);
    }

    @Override
    public Flux<RegistryFrame> link(Flux<ObserverFrame> frames) {
        return Flux.defer(() -> {
            if (away) {
                return Flux.error(unreachable());
            }
            Sinks.Many<RegistryFrame> questions = Sinks.many().unicast().onBackpressureBuffer();
            link = questions;
            Flux<ObserverFrame> taken = linkLatency.isZero()
                    ? frames
                    : frames.concatMap(
                            frame -> Mono.delay(linkLatency, scheduler).thenReturn(frame), 1);
            return questions.asFlux().mergeWith(taken.doOnNext(linked::add).thenMany(Flux.never()));
        });
    }

    private static UnreachableException unreachable() {
        return new UnreachableException("the stand-in registry does not answer", new IllegalStateException("away"));
    }

    @Override
    public void close() {}
}
