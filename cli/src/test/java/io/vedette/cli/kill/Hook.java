package io.vedette.cli.kill;

import static io.vedette.cli.kill.Hook.Work.CHANGE;
import static io.vedette.cli.kill.Hook.Work.IMPORT;
import static io.vedette.cli.kill.Hook.Work.INIT;
import static io.vedette.cli.kill.Hook.Work.REFUSAL;
import static io.vedette.cli.kill.Hook.Work.REINIT;
import static io.vedette.cli.kill.Hook.Work.START;
import static io.vedette.cli.kill.Hook.Work.STOP;
import static io.vedette.cli.kill.Places.after;
import static io.vedette.cli.kill.Places.before;

import io.vedette.testkit.kill.Kill;

/**
 * Every place in the program where a test lets the process die, in the order in which work passes them. A place is the
 * beginning or the end of one method, or of those calls of it whose arguments say a certain thing; {@link Kill} cuts
 * the hook into the running program, which itself knows nothing of it.
 *
 * <p>A write of the journals and its sync are one call into native code: between them there is no hook. To the files that
 * a killed process leaves they are the same, since what was written survives in the system's cache.
 */
@SuppressWarnings("ImmutableEnumChecker")
enum Hook {
    // The registry
    STORE_UNMARKED(before("server.storage.internal.rocks.OpenDatabase", "checkFormat"), START),
    STORE_OPEN(after("server.storage.internal.rocks.LiveTables", "open"), START),
    REGISTRIES_LOADED(before("server.internal.Listener", "serve"), START),
    COMMAND_RECEIVED(before("server.internal.command.CommandEndpoint", "execute"), INIT),
    COMMAND_DECIDED(before("server.storage.RocksStorage", "append", "RepoAccepted["), INIT),
    GROUP_TAKEN(before("server.storage.internal.rocks.GroupWriter", "decideAndWrite"), INIT),
    GROUP_UNWRITTEN(before("server.storage.internal.rocks.LiveTables", "write"), INIT),
    GROUP_SYNCED(after("server.storage.internal.rocks.LiveTables", "write"), INIT),
    GROUP_ANSWERED(before("server.storage.internal.CommitRelay", "drain"), INIT),
    COMMAND_STORED(before("server.internal.command.Execution", "fold", "RepoAccepted["), INIT),
    REPLY_UNSENT(after("server.internal.command.CommandEndpoint", "reply"), INIT),
    FOLLOWERS_UNTOLD(before("server.internal.signal.SignalHub", "stored"), INIT),
    START_STEP_DUE(before("server.internal.process.RepoTask", "post", "StartRepo["), INIT),
    START_STEP_STORED(before("server.internal.command.Execution", "fold", "RepoInitStarted["), INIT),
    CONFIRM_STEP_DUE(before("server.internal.process.RepoTask", "post", "ConfirmRepo["), INIT),
    CONFIRM_STEP_STORED(before("server.internal.command.Execution", "fold", "RepoAdded["), INIT),
    SHADOW_REPORTED(before("server.internal.command.CommandHandler", "execute", "ConfirmShadow["), INIT),
    SHADOW_STORED(before("server.internal.command.Execution", "fold", "ShadowRepoCreated["), INIT),
    ERROR_REPORTED(before("server.internal.command.CommandHandler", "execute", "SetRepoError["), REFUSAL),
    ERROR_STORED(before("server.internal.command.Execution", "fold", "RepoErrorSet["), REFUSAL),
    REINIT_STEP_DUE(before("server.internal.process.RepoTask", "post", "ReinitialiseRepo["), REINIT),
    REINIT_STEP_DONE(before("server.internal.state.Registries", "reinitialised"), REINIT),
    IMPORT_BEGUN(before("server.internal.state.Imports", "fold", "type=STARTED"), IMPORT),
    IMPORT_BATCH_STORED(before("server.internal.imports.ImportHandler", "advance"), IMPORT),
    IMPORT_COMMIT_DUE(before("server.storage.RocksStorage", "append", "type=COMMITTED"), IMPORT),
    IMPORT_COMMITTED(before("server.internal.state.Imports", "fold", "type=COMMITTED"), IMPORT),
    SERVER_CLOSING(before("server.RegistryServer", "close"), STOP),
    STORE_CLOSING(before("server.storage.internal.rocks.GroupWriter", "close"), STOP),

    // The observer and its file server
    HEAD_SIGNALLED(before("observer.internal.SignalLoop", "signal"), INIT),
    INIT_CALLED(before("gitshadow.GitShadow", "initRepo"), INIT),
    TEMPORARY_MADE(before("gitshadow.internal.store.Snapshots", "make"), INIT),
    EMPTY_SHADOW_MADE(after("gitshadow.internal.store.ShadowRepository", "create"), INIT),
    FILE_READING(before("gitshadow.internal.snapshot.BlobReader", "file"), INIT),
    TREE_SCANNED(before("gitshadow.internal.store.ShadowRepository", "commitFirst"), INIT),
    LEFTOVER_SWEEPING(before("gitshadow.internal.tree.Removal", "remove"), START),
    FIRST_COMMIT_WRITTEN(before("eclipse.jgit.lib.RefUpdate", "update"), INIT),
    FIRST_BRANCH_LOCKED(before("eclipse.jgit.internal.storage.file.LockFile", "commit", "heads/main"), INIT),
    FIRST_COMMIT_MADE(after("gitshadow.internal.store.ShadowRepository", "commitFirst"), INIT),
    SHADOW_UNMOVED(before("gitshadow.internal.store.Durable", "moveIn"), INIT),
    SHADOW_RENAMED(before("gitshadow.internal.store.Durable", "sync", "/shadow]"), INIT),
    SHADOW_MOVED(after("gitshadow.internal.store.Durable", "moveIn"), INIT),
    INIT_DONE(before("observer.internal.repo.Calls", "ended", "initializer.initRepo"), INIT),
    SHADOW_UNREPORTED(before("observer.internal.repo.StepRunner", "tellRegistry", "ConfirmShadow["), INIT),
    SHADOW_CONFIRMED(before("observer.internal.repo.StepRunner", "settle", "ConfirmShadow["), INIT),
    GET_CALLED(before("gitshadow.GitShadow", "getRepo"), INIT),
    GET_DONE(before("observer.internal.repo.Calls", "ended", "initializer.getRepo"), INIT),
    ENABLE_CALLED(before("gitshadow.GitShadow", "enableRepo"), INIT),
    TREE_UNFOLLOWED(before("gitshadow.internal.follow.Follower", "follow"), INIT),
    GATE_SHUT(before("gitshadow.internal.serve.Gates", "open"), INIT),
    GATE_OPEN(after("gitshadow.internal.serve.Gates", "open"), INIT),
    ENABLE_DONE(before("observer.internal.repo.Calls", "ended", "processor.enableRepo"), INIT),
    ERROR_UNREPORTED(before("observer.internal.repo.StepRunner", "tellRegistry", "SetRepoError["), REFUSAL),
    ERROR_CONFIRMED(before("observer.internal.repo.StepRunner", "settle", "SetRepoError["), REFUSAL),
    CHANGE_SEEN(before("gitshadow.internal.store.Snapshots", "catchUp"), CHANGE),
    CHANGE_SCANNED(before("gitshadow.internal.store.ShadowRepository", "commitNext"), CHANGE),
    OMISSIONS_WRITTEN(before("gitshadow.internal.store.Durable", "sync", ".new]"), CHANGE),
    CHANGE_UNSYNCED(before("gitshadow.internal.snapshot.ObjectSink", "unsynced"), CHANGE),
    CHANGE_COMMIT_WRITTEN(before("eclipse.jgit.lib.RefUpdate", "update"), CHANGE),
    CHANGE_BRANCH_LOCKED(before("eclipse.jgit.internal.storage.file.LockFile", "commit", "heads/main"), CHANGE),
    CHANGE_COMMITTED(after("gitshadow.internal.store.ShadowRepository", "commitNext"), CHANGE),
    OBSERVER_CLOSING(before("observer.Observer", "close"), STOP),
    FILES_CLOSING(before("gitshadow.GitShadow", "close"), STOP);

    /** What brings a process to a hook. */
    enum Work {
        /** It starts. */
        START,
        /** A repository is asked for. */
        INIT,
        /** A repository is asked for that the file server refuses. */
        REFUSAL,
        /** The initialisation of a refused repository is asked for again. */
        REINIT,
        /** The tree of a repository changes. */
        CHANGE,
        /** A history file is imported. */
        IMPORT,
        /** It is told to stop. */
        STOP
    }

    private final io.vedette.testkit.kill.Hook place;
    private final Work work;

    Hook(io.vedette.testkit.kill.Hook place, Work work) {
        this.place = place;
        this.work = work;
    }

    io.vedette.testkit.kill.Hook place() {
        return place;
    }

    /** What leads there. */
    Work work() {
        return work;
    }

    /** Whether it is the registry that dies there, not the observer. */
    boolean isOfRegistry() {
        return Places.isOfRegistry(place);
    }
}
