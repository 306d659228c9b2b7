package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.byId;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.StatusRuntimeException;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.GetRepoRequest;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.ListRootsRequest;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoByPath;
import io.vedette.proto.v1.RepoSummary;
import io.vedette.proto.v1.StorageTier;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The present state over the wire. */
class QueriesTest {

    private final TestRegistry registry = TestRegistry.on(
                    TestRegistry.memory(),
                    settings -> settings.inside(TestRegistry.inside(java.time.Duration.ofSeconds(5), 1024, 3)))
            .withRoot();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void listsRegistriesByName() {
        registry.execute(new RegistryCommand.CreateRegistry("another"));
        registry.added("/ex/a");

        List<Registry> all = registry.queries
                .listRegistries(ListRegistriesRequest.getDefaultInstance())
                .getRegistriesList();

        assertThat(all).extracting(Registry::getName).containsExactly("another", "exreg");
        assertThat(all.get(1).getRoots()).isEqualTo(1);
        assertThat(all.get(1).getRepos()).isEqualTo(1);
        assertThat(all.get(1).getVersion()).isEqualTo(4);
    }

    @Test
    void listsRootsOfARegistryThatExists() {
        assertThat(registry.queries
                        .listRoots(ListRootsRequest.newBuilder()
                                .setRegistry("exreg")
                                .build())
                        .getRootsList())
                .singleElement()
                .satisfies(root -> assertThat(root.getHostPath()).isEqualTo("/data"));

        assertThat(refusal(() -> registry.queries.listRoots(
                        ListRootsRequest.newBuilder().setRegistry("nosuch").build())))
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void listsRepositoriesBelowAPathInOrderHoweverManyThereAre() {
        IntStream.range(0, 600)
                .forEach(i -> registry.execute(TestRegistry.init(repo("q" + i), "/ex/a/" + String.format("%03d", i))));
        registry.execute(TestRegistry.init(repo("other"), "/ex/ab"));
        List<RepoSummary> below = new ArrayList<>();

        registry.queries
                .listRepos(ListReposRequest.newBuilder()
                        .setRegistry("exreg")
                        .setPathPrefix("/ex/a")
                        .build())
                .forEachRemaining(below::add);

        assertThat(below)
                .extracting(RepoSummary::getPath)
                .hasSize(600)
                .isSorted()
                .doesNotContain("/ex/ab");
    }

    @Test
    void showsARepositoryFoldedFromItsHistory() {
        RepoId repo = registry.added("/ex/a");
        registry.execute(new RepoCommand.ConfirmShadow(
                repo, new HostPath("/s/a"), new Omissions(List.of(new Omission("empty", "empty directory")), 2)));
        registry.execute(new RepoCommand.SetRepoError(repo, "bad"));

        Repo shown = registry.queries.getRepo(byId(repo));

        assertThat(shown.getRegistry()).isEqualTo("exreg");
        assertThat(shown.getPath()).isEqualTo("/ex/a");
        assertThat(shown.getCreator()).isEqualTo("Ada <ada@example.com>");
        assertThat(shown.getHost()).isEqualTo("h1");
        assertThat(shown.getHostPath()).isEqualTo("/data/a");
        assertThat(shown.getShadowPath()).isEqualTo("/s/a");
        assertThat(shown.getError()).isEqualTo("bad");
        assertThat(shown.getTier()).isEqualTo(StorageTier.ONLINE);
        assertThat(shown.getVersion()).isEqualTo(3);
        assertThat(shown.getOmissionCount()).isEqualTo(2);
        assertThat(shown.getOmissionsList()).hasSize(1);
    }

    @Test
    void findsARepositoryByItsPathAndAsksForTheRegistryWhereSeveralHaveIt() {
        RepoId repo = registry.added("/ex/a");
        assertThat(registry.queries.getRepo(byPath("", "/ex/a")).getId()).isEqualTo(WireIds.bytes(repo.uuid()));
        registry.execute(new RegistryCommand.CreateRegistry("other"));
        registry.execute(
                new RegistryCommand.AddRoot("other", new Root(new RepoPath("/ex"), new Host("h"), new HostPath("/o"))));
        RepoId same = repo("same");
        registry.execute(new RegistryCommand.InitRepo("other", same, new RepoPath("/ex/a"), TestRegistry.ADA));

        assertThat(refusal(() -> registry.queries.getRepo(byPath("", "/ex/a")))).isEqualTo("INVALID_ARGUMENT");
        assertThat(registry.queries.getRepo(byPath("other", "/ex/a")).getId()).isEqualTo(WireIds.bytes(same.uuid()));
        assertThat(refusal(() -> registry.queries.getRepo(byPath("", "/ex/b")))).isEqualTo("NOT_FOUND");
        assertThat(refusal(() -> registry.queries.getRepo(byPath("nosuch", "/ex/a"))))
                .isEqualTo("NOT_FOUND");
        assertThat(refusal(() -> registry.queries.getRepo(byId(repo("nobody")))))
                .isEqualTo("NOT_FOUND");
        assertThat(refusal(() -> registry.queries.getRepo(GetRepoRequest.getDefaultInstance())))
                .isEqualTo("INVALID_ARGUMENT");
    }

    @Test
    void oneWithABrokenHistorySaysSoAndRefusesCommandsWhileOthersWork() {
        RepoId broken = registry.added("/ex/a");
        RepoId fine = registry.added("/ex/b");
        new ByHand(registry.storage, "exreg").malformed(broken.aggregate());

        assertThat(registry.queries.getRepo(byId(broken)).getError()).contains("broken history");
        StatusRuntimeException error = catchThrowableOfType(
                StatusRuntimeException.class, () -> registry.execute(TestRegistry.shadow(broken, "/s/a")));
        assertThat(TestRegistry.info(error).getMetadataMap()).containsEntry("state", "MALFORMED");
        registry.execute(TestRegistry.shadow(fine, "/s/b"));
    }

    /** The defect to prevent: folded states were kept for ever. */
    @Test
    @Tag("W48")
    void onlyTheRepositoriesUsedLastAreKeptAndTheOthersAreFoldedAgain() {
        List<RepoId> repos =
                IntStream.range(0, 10).mapToObj(i -> registry.added("/ex/" + i)).toList();
        for (RepoId repo : repos) {
            registry.execute(TestRegistry.shadow(repo, "/s/" + repo));
        }

        assertThat(registry.server.core().repos().size()).isLessThanOrEqualTo(3);
        for (RepoId repo : repos) {
            registry.execute(new RepoCommand.SetRepoError(repo, "e"));
            assertThat(registry.queries.getRepo(byId(repo)).getVersion()).isEqualTo(3);
        }
        assertThat(registry.server.core().repos().size()).isLessThanOrEqualTo(3);
    }

    @Test
    void anAcceptedRepositoryIsShownWithWhatItsRegistryKnows() {
        var stuck = new WrappedStorage(TestRegistry.memory()) {
            @Override
            public reactor.core.publisher.Mono<io.vedette.server.storage.AppendReply> append(
                    io.vedette.server.storage.Append append) {
                return append.aggregate().kind() == io.vedette.domain.AggregateKind.REPO
                        ? reactor.core.publisher.Mono.never()
                        : super.append(append);
            }
        };
        try (TestRegistry slow = TestRegistry.on(
                        stuck, settings -> settings.shutdownTimeout(java.time.Duration.ofSeconds(1)))
                .withRoot()) {
            slow.execute(TestRegistry.init(repo("r1"), "/ex/a"));

            Repo accepted = slow.queries.getRepo(byId(repo("r1")));

            assertThat(accepted.getVersion()).isZero();
            assertThat(accepted.getPath()).isEqualTo("/ex/a");
            await(() -> !slow.queries
                    .listRepos(
                            ListReposRequest.newBuilder().setRegistry("exreg").build())
                    .next()
                    .getAdded());
        }
    }

    private static GetRepoRequest byPath(String registry, String path) {
        return GetRepoRequest.newBuilder()
                .setPath(RepoByPath.newBuilder().setRegistry(registry).setPath(path))
                .build();
    }

    private static String refusal(Runnable call) {
        return TestRegistry.info(catchThrowableOfType(StatusRuntimeException.class, call::run))
                .getReason();
    }
}
