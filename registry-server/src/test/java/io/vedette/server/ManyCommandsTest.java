package io.vedette.server;

import static io.vedette.server.TestRegistry.await;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.util.concurrent.ListenableFuture;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.CommandId;
import io.vedette.domain.Recorded;
import io.vedette.domain.RepoCommand;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoView;
import io.vedette.domain.codec.CommandCodec;
import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.CommandServiceGrpc;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Many commands at once leave every history consistent. */
@Tag("slow")
class ManyCommandsTest {

    private static final int REPOS = 100;
    private static final int COMMANDS = 10_000;

    @Test
    void tenThousandCommandsAtOnceOnAHundredRepositoriesAreConsistent() throws Exception {
        long seed = Long.getLong("vedette.seed", System.nanoTime());
        System.err.println("-Dvedette.seed=" + seed);
        SplittableRandom random = new SplittableRandom(seed);
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            List<RepoId> repos =
                    IntStream.range(0, REPOS).mapToObj(i -> repo("load" + i)).toList();
            for (int i = 0; i < REPOS; i++) {
                registry.execute(TestRegistry.init(repos.get(i), "/ex/load/" + i));
            }
            await(() -> registry.storage.end().position() == 2 + 3 * REPOS);
            var async = CommandServiceGrpc.newFutureStub(registry.channel);
            Semaphore inFlight = new Semaphore(1_000);

            List<ListenableFuture<CommandReply>> replies = new ArrayList<>();
            for (int i = 0; i < COMMANDS; i++) {
                RepoId repo = repos.get(random.nextInt(REPOS));
                RepoCommand command = random.nextBoolean()
                        ? new RepoCommand.SetRepoError(repo, "e")
                        : new RepoCommand.ClearRepoError(repo, "e");
                inFlight.acquire();
                ListenableFuture<CommandReply> reply = async.execute(
                        CommandCodec.toProto(new CommandId(UUID.randomUUID()), OptionalLong.empty(), command));
                reply.addListener(inFlight::release, Runnable::run);
                replies.add(reply);
            }
            Set<com.google.protobuf.ByteString> acknowledged = new HashSet<>();
            for (ListenableFuture<CommandReply> reply : replies) {
                acknowledged.addAll(reply.get().getEventIdsList());
            }

            long stored = 0;
            for (RepoId repo : repos) {
                List<Recorded> history = registry.history(repo.aggregate());
                RepoView view = RepoView.empty(repo);
                String before = "";
                for (Recorded event : history) {
                    assertThat(event.event().name())
                            .as("set and cleared alternate")
                            .isNotEqualTo(before);
                    before = event.event().name();
                    view = view.evolve(event);
                }
                assertThat(view.malformed()).isNull();
                assertThat(view.version()).isEqualTo(history.size());
                assertThat(registry.queries
                                .getRepo(TestRegistry.byId(repo))
                                .getError()
                                .isEmpty())
                        .isEqualTo(view.error() == null);
                stored += history.size() - 1;
            }
            assertThat(acknowledged).hasSize((int) stored);
            assertThat(registry.server.core().mailboxes().size()).isZero();
        }
    }

    @Test
    void theSameCommandSentManyTimesAtOnceIsDoneOnce() throws Exception {
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            RepoId repo = registry.added("/ex/a");
            var request = CommandCodec.toProto(
                    new CommandId(UUID.randomUUID()), OptionalLong.of(1), new RepoCommand.SetRepoError(repo, "e"));
            var async = CommandServiceGrpc.newFutureStub(registry.channel);

            List<ListenableFuture<CommandReply>> replies = IntStream.range(0, 200)
                    .mapToObj(i -> async.execute(request))
                    .toList();

            int fresh = 0;
            for (ListenableFuture<CommandReply> reply : replies) {
                assertThat(reply.get().getVersion()).isEqualTo(2);
                fresh += reply.get().getReplayed() ? 0 : 1;
            }
            assertThat(fresh).isEqualTo(1);
            assertThat(registry.names(repo.aggregate())).containsExactly("REPO_INIT_STARTED", "REPO_ERROR_SET");
        }
    }

    @Test
    void ofManyWithTheSameExpectedVersionOneWins() throws Exception {
        try (TestRegistry registry = TestRegistry.start().withRoot()) {
            RepoId repo = registry.added("/ex/a");
            var async = CommandServiceGrpc.newFutureStub(registry.channel);
            List<ListenableFuture<CommandReply>> replies = IntStream.range(0, 50)
                    .mapToObj(i -> async.execute(CommandCodec.toProto(
                            new CommandId(UUID.randomUUID()),
                            OptionalLong.of(1),
                            new RepoCommand.SetRepoError(repo, "e" + i))))
                    .toList();

            int won = 0;
            for (ListenableFuture<CommandReply> reply : replies) {
                try {
                    reply.get();
                    won++;
                } catch (ExecutionException lost) {
                    assertThat(TestRegistry.info(new StatusRuntimeException(
                                            Status.fromThrowable(lost), Status.trailersFromThrowable(lost)))
                                    .getReason())
                            .isEqualTo("VERSION_CONFLICT");
                }
            }
            assertThat(won).isEqualTo(1);
        }
    }
}
