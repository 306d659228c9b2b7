package io.vedette.client;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Filter;
import io.vedette.domain.ImportId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.Workflow;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A registry, seen from outside. Everything is lazy: nothing happens before subscription, and cancelling ends the call.
 * Signals arrive on the client's own threads, which must not be blocked.
 *
 * <p>Errors: {@link RefusedException} when the registry answered no; {@link UnreachableException} when it did not answer
 * within the deadline and the retries; {@code RefusedException} is never worth a retry, {@code UnreachableException}
 * always is.
 */
public interface RegistryClient extends AutoCloseable {

    /** Executes a command with a new time-ordered id; safe to retry, and retried within bounds by itself. */
    default Mono<CommandResult> execute(Command command) {
        return execute(command, CommandOptions.fresh());
    }

    /** Executes a command. */
    Mono<CommandResult> execute(Command command, CommandOptions options);

    /**
     * Reads what is there of one history after a version, in order, and completes. Back-pressure reaches the server.
     * Not retried: who asks keeps the tail and asks again.
     */
    Flux<Recorded> read(AggregateId aggregate, long afterVersion);

    /** Reads what is there of all histories in their one order, and completes. */
    Flux<Recorded> readAll(Start start, Filter filter, int limit);

    /**
     * Follows the store by heads of changed histories, one connection's life long: fails when the connection breaks, or
     * when nothing, not even a {@link SignalFrame.Progress}, came for 15 seconds. Who follows keeps the last cursor and
     * subscribes again.
     */
    Flux<SignalFrame> signals(Start start, Filter filter);

    /** Follows the store by every event; like {@link #signals} otherwise. */
    Flux<SignalFrame> events(Start start, Filter filter);

    /** All registries in the order of their names. */
    Flux<Registry> registries();

    /** The roots of a registry in the order of their paths. */
    Flux<Root> roots(String registry);

    /** The repositories of a registry at or below a path, in the order of their paths. */
    Flux<RepoSummary> repos(String registry, RepoPath prefix);

    /** One repository; refused with NOT_FOUND if it is not there. */
    Mono<Repo> repo(RepoId repo);

    /** The repository at a path. The registry's name may be left out where there is only one. */
    Mono<Repo> repo(@Nullable String registry, RepoPath path);

    /**
     * The workflows of a registry in the order in which they began.
     *
     * @param registry the name of the registry; null for all
     * @param ended also those that have ended
     */
    Flux<Workflow> workflows(@Nullable String registry, boolean ended);

    /** One workflow; refused with NOT_FOUND if it is not there. */
    Mono<Workflow> workflow(WorkflowId workflow);

    /** Links an observer: sends its frames, receives the registry's. Ends with the connection. */
    Flux<RegistryFrame> link(Flux<ObserverFrame> frames);

    /** Asks all linked observers what their activities are doing. */
    Flux<ExplainReply> explain(ExplainRequest request);

    /**
     * Pulls a lever at all linked observers; who has no such activity says so. Not retried, but pulling a lever twice does
     * no harm.
     */
    Flux<LeverReply> lever(LeverRequest request);

    /**
     * Imports histories into registries that do not exist yet: tells how far it is, first where it begins, and completes
     * when all is stored and the registries are in use. Each history keeps its order, its versions and what its events
     * say; ids, positions and times are given anew.
     *
     * <p>What was begun and not ended, because the registry or this client went away or the subscriber cancelled, goes on
     * where it stopped when the same is imported again. Until it ends, its registries take no commands. Refused with
     * ALREADY_EXISTS if it was imported before, or if a registry or one of the repositories exists.
     */
    default Flux<ImportProgress> importHistories(HistoryImport histories) {
        return Flux.error(new UnsupportedOperationException("this client takes no imports"));
    }

    /**
     * Gives up an import that is open. What it has stored stays.
     *
     * @return the registries that have a part of their history and can never be used
     */
    default Flux<RegistryId> abortImport(ImportId id) {
        return Flux.error(new UnsupportedOperationException("this client takes no imports"));
    }

    /** What this client has done so far. */
    default ClientCounts counts() {
        return ClientCounts.NONE;
    }

    /** Ends all calls and closes the connection; returns when that is done, at most a second later. */
    @Override
    void close();
}
