package io.vedette.cli.events;

import io.vedette.cli.Connection;
import io.vedette.cli.Exit;
import io.vedette.cli.Kinds;
import io.vedette.cli.Repos;
import io.vedette.cli.UserError;
import io.vedette.cli.output.OutputFormat;
import io.vedette.cli.output.OutputOption;
import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Cursor;
import io.vedette.domain.EventId;
import io.vedette.domain.Filter;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.Registry;
import io.vedette.testkit.history.HistoryWriter;
import io.vedette.testkit.history.Names;
import io.vedette.workflows.WorkflowKinds;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import reactor.core.publisher.Flux;
import reactor.util.retry.Retry;

/** {@code vedette events registry|repo|workflow|all}. */
@Command(
        name = "events",
        description = "Shows history. JSON lines are lines of a history file, and work in a pipe and with --watch.")
public final class EventsCommand {

    @Spec
    @Nullable
    CommandSpec spec;

    @Command(name = "registry", description = "The history of a registry.")
    int registry(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Range range,
            @Parameters(paramLabel = "NAME", description = "The registry's name.") String name) {
        return show(
                connection,
                output,
                range,
                Kinds.known(),
                client -> RegistryId.ofName(name).aggregate(),
                "registry " + name);
    }

    @Command(name = "repo", description = "The history of a repository.")
    int repo(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Range range,
            @Mixin Repos repos,
            @Parameters(paramLabel = "ID|PATH", description = "The repository's id, or its path.") String which) {
        return show(
                connection,
                output,
                range,
                Kinds.known(),
                client -> repos.id(client, which).aggregate(),
                "repository " + which);
    }

    @Command(name = "workflow", description = "The history of a workflow.")
    int workflow(
            @Mixin Connection connection,
            @Mixin OutputOption output,
            @Mixin Range range,
            @Mixin Kinds plugins,
            @Parameters(paramLabel = "ID", description = "The workflow's id.") String id) {
        try (Kinds.Loaded loaded = plugins.load()) {
            return show(
                    connection,
                    output,
                    range,
                    loaded.kinds(),
                    client -> WorkflowId.of(id).aggregate(),
                    "workflow " + id);
        }
    }

    @Command(name = "all", description = "All histories in their one order.")
    int all(@Mixin Connection connection, @Mixin OutputOption output, @Mixin Range range, @Mixin Kinds plugins) {
        try (Kinds.Loaded loaded = plugins.load()) {
            return show(connection, output, range, loaded.kinds(), client -> null, "");
        }
    }

    private int show(
            Connection connection,
            OutputOption output,
            Range range,
            WorkflowKinds kinds,
            Function<RegistryClient, @Nullable AggregateId> which,
            String name) {
        if (range.watch && output.format() == OutputFormat.json) {
            throw new UserError(Exit.USAGE, "a JSON document cannot go on for ever; watch with -o jsonl or -o table");
        }
        try (RegistryClient client = connection.open()) {
            AggregateId only = which.apply(client);
            if (only != null && Connection.await(client.read(only, 0).next()) == null) {
                throw new UserError(Exit.REFUSED, "there is no " + name);
            }
            try (EventPrinter printer = new EventPrinter(
                    names(client, kinds),
                    output.format(),
                    Objects.requireNonNull(spec).commandLine().getOut())) {
                for (Recorded recorded : Connection.each(range.watch ? live(client, only) : past(client, only))) {
                    if (range.includes(recorded) && !printer.print(recorded)) {
                        break; // the reader of the pipe has what it wanted
                    }
                }
            }
            return Exit.OK;
        }
    }

    private static HistoryWriter names(RegistryClient client, WorkflowKinds kinds) {
        HistoryWriter history = new HistoryWriter(new Names(), kinds);
        for (Registry registry : Connection.each(client.registries())) {
            history.learn(registry.getName());
        }
        return history;
    }

    private static Flux<Recorded> past(RegistryClient client, @Nullable AggregateId only) {
        return only == null ? client.readAll(new Start.Beginning(), Filter.ALL, 0) : client.read(only, 0);
    }

    /** Goes on after a broken connection where it was: an event is shown once. */
    private static Flux<Recorded> live(RegistryClient client, @Nullable AggregateId only) {
        Filter filter = only == null ? Filter.ALL : new Filter(Set.of(), List.of(), Set.of(only.kind()));
        AtomicReference<@Nullable Cursor> store = new AtomicReference<>();
        AtomicReference<@Nullable Recorded> last = new AtomicReference<>();
        return Flux.defer(() -> client.events(resume(store.get(), last.get()), filter))
                .doOnNext(frame -> {
                    if (frame instanceof SignalFrame.Subscribed subscribed) {
                        store.set(subscribed.cursor());
                    }
                })
                .ofType(SignalFrame.Events.class)
                .concatMapIterable(SignalFrame.Events::events)
                .doOnNext(last::set)
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(100))
                        .maxBackoff(Duration.ofSeconds(5))
                        .transientErrors(true)
                        .filter(error -> store.get() != null))
                .filter(recorded -> only == null || recorded.aggregate().equals(only));
    }

    private static Start resume(@Nullable Cursor store, @Nullable Recorded last) {
        return store == null || last == null
                ? new Start.Beginning()
                : new Start.After(new Cursor(store.store(), store.incarnation(), last.position(), last.id()));
    }

    /** Which part of a history to show. */
    static final class Range {

        @Option(names = "--after", paramLabel = "ULID", description = "Only events after this one.")
        @Nullable
        EventId after;

        @Option(names = "--watch", description = "Go on as events happen, until interrupted.")
        boolean watch;

        boolean includes(Recorded recorded) {
            return after == null || recorded.id().compareTo(after) > 0;
        }
    }
}
