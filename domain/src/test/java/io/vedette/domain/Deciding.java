package io.vedette.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** A small registry for deciders: two roots, and what repositories live on them. */
final class Deciding {

    static final String EXREG = "exreg";
    static final Author ADA = new Author("Ada <ada@example.com>");
    static final RepoId R1 = new RepoId(new UUID(0, 1));
    static final RepoId R2 = new RepoId(new UUID(0, 2));
    static final RepoId R3 = new RepoId(new UUID(0, 3));
    static final WorkflowId W1 = new WorkflowId(new UUID(1, 1));
    static final WorkflowId W2 = new WorkflowId(new UUID(1, 2));
    static final RepoPath FOO = new RepoPath("/ex/a/foo");
    static final RepoPath BAR = new RepoPath("/ex/b/bar");
    static final HostPath SHADOW = new HostPath("/shadow/r1");
    static final HostPath OTHER_SHADOW = new HostPath("/shadow/r1b");
    static final Root EX = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"));
    static final Root OTHER = new Root(new RepoPath("/other"), new Host("h2"), new HostPath("/data"));

    private Deciding() {}

    /** The registry with its roots, a repository at {@link #FOO}, and more. */
    static RegistryState with(Event... more) {
        List<Event> events = new ArrayList<>(List.of(
                new RegistryEvent.RegistryAdded(EXREG),
                new RegistryEvent.RootAdded(EX),
                new RegistryEvent.RootAdded(OTHER),
                new RegistryEvent.RepoAdded(R1, FOO)));
        events.addAll(List.of(more));
        return History.fold(
                RegistryState.empty(), History.of(RegistryId.ofName(EXREG).aggregate(), events));
    }

    /** A repository at {@link #FOO} with its shadow, and more. */
    static RepoView repo(Event... more) {
        List<Event> events = new ArrayList<>(List.of(
                new RepoEvent.RepoInitStarted(RegistryId.ofName(EXREG), FOO, ADA, EX.host(), EX.hostPathOf(FOO)),
                new RepoEvent.ShadowRepoCreated(SHADOW, Omissions.NONE)));
        events.addAll(List.of(more));
        return History.fold(RepoView.empty(R1), History.of(R1.aggregate(), events));
    }

    static List<Event> accepted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Accept.class);
        return ((Decision.Accept) decision).events();
    }

    static Refusal refused(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse) decision).refusal();
    }

    static RegistryEvent added(RepoId repo, String path) {
        return new RegistryEvent.RepoAdded(repo, new RepoPath(path));
    }

    static RegistryEvent moving(RepoId repo, WorkflowId workflow, String path) {
        return new RegistryEvent.RepoMoveAccepted(repo, workflow, new RepoPath(path));
    }
}
