package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.repo;
import static io.vedette.server.TestRegistry.shadow;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.Event;
import io.vedette.domain.Filter;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Start;
import io.vedette.domain.WorkflowId;
import io.vedette.proto.v1.SubscribeFrame;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who follows hears of what the filter lets through, and of nothing else. */
class SubscribeFilterTest {

    private static final Start BEGINNING = new Start.Beginning();

    private final TestRegistry registry = TestRegistry.start().withRoot();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    @Tag("W50")
    void prefixesAreComparedOnWholeSegments() {
        RepoId inside = registry.added("/ex/a/foo");
        RepoId outside = registry.added("/ex/ab/foo");
        Filter below = new Filter(Set.of("exreg"), List.of(new RepoPath("/ex/a")), Set.of());
        Watcher watcher = Watcher.signals(registry, BEGINNING, below).caughtUp();
        assertThat(watcher.newest()).containsKey(inside.uuid()).doesNotContainKey(outside.uuid());

        registry.execute(shadow(outside, "/s/ab"));
        registry.execute(shadow(inside, "/s/a"));
        RepoId later = registry.added("/ex/a/bar");

        await(() -> watcher.heardOf(later.uuid(), 1));
        assertThat(watcher.newest())
                .containsEntry(inside.uuid(), 2L)
                .doesNotContainKey(outside.uuid())
                .containsKey(RegistryId.ofName("exreg").uuid());
    }

    @Test
    void registriesAndKindsAreFiltered() {
        RepoId ours = registry.added("/ex/a");
        registry.execute(new RegistryCommand.CreateRegistry("other"));
        registry.execute(new RegistryCommand.AddRoot(
                "other",
                new io.vedette.domain.Root(
                        new RepoPath("/ex"),
                        new io.vedette.domain.Host("h1"),
                        new io.vedette.domain.HostPath("/data"))));
        RepoId theirs = repo("theirs");
        registry.execute(new RegistryCommand.InitRepo("other", theirs, new RepoPath("/ex/a"), TestRegistry.ADA));
        await(() -> !registry.history(theirs.aggregate()).isEmpty());

        Watcher one = Watcher.signals(registry, BEGINNING, new Filter(Set.of("exreg"), List.of(), Set.of()))
                .caughtUp();
        Watcher registries = Watcher.signals(
                        registry, BEGINNING, new Filter(Set.of(), List.of(), Set.of(AggregateKind.REGISTRY)))
                .caughtUp();

        assertThat(one.newest()).containsOnlyKeys(RegistryId.ofName("exreg").uuid(), ours.uuid());
        assertThat(registries.newest())
                .containsOnlyKeys(
                        RegistryId.ofName("exreg").uuid(),
                        RegistryId.ofName("other").uuid());
    }

    @Test
    void bothEndsOfAMoveHearOfTheRepositoryUntilItIsOver() {
        RepoId repo = registry.added("/ex/a/x");
        Watcher from = Watcher.signals(
                        registry, new Start.Now(), new Filter(Set.of(), List.of(new RepoPath("/ex/a")), Set.of()))
                .caughtUp();
        Watcher to = Watcher.signals(
                        registry, new Start.Now(), new Filter(Set.of(), List.of(new RepoPath("/ex/b")), Set.of()))
                .caughtUp();
        AggregateId exreg = RegistryId.ofName("exreg").aggregate();
        WorkflowId move = new WorkflowId(new UUID(5, 5));
        Event tick = new Event.OfWorkflow("TEST", "TICKED", Event.Bytes.EMPTY);
        ByHand hand = new ByHand(registry.storage, "exreg");

        registry.execute(shadow(repo, "/s/x"));
        await(() -> from.heardOf(repo.uuid(), 2));
        assertThat(to.newest()).doesNotContainKey(repo.uuid());
        hand.append(exreg, new RegistryEvent.RepoMoveAccepted(repo, move, new RepoPath("/ex/b/x")));
        hand.append(repo.aggregate(), tick);
        await(() -> from.heardOf(repo.uuid(), 3) && to.heardOf(repo.uuid(), 3));
        hand.append(exreg, new RegistryEvent.RepoMoved(repo, move, new RepoPath("/ex/b/x")));
        hand.append(repo.aggregate(), tick);

        await(() -> from.heardOf(repo.uuid(), 4) && to.heardOf(repo.uuid(), 4));
    }

    @Test
    void aBrokenFilterIsRefusedByName() {
        ClientStream<io.vedette.proto.v1.SubscribeRequest, SubscribeFrame> stream = ClientStream.eager();
        registry.journalAsync.subscribe(
                io.vedette.proto.v1.SubscribeRequest.newBuilder()
                        .setFilter(io.vedette.proto.v1.Filter.newBuilder().addPathPrefixes("relative"))
                        .build(),
                stream);

        Status end = stream.awaitEnd();

        assertThat(end.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(end.getDescription()).contains("filter");
    }
}
