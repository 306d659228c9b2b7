package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.GetRepoRequest;
import io.vedette.proto.v1.ListRegistriesReply;
import io.vedette.proto.v1.ListRegistriesRequest;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.ListRootsReply;
import io.vedette.proto.v1.ListRootsRequest;
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.proto.v1.Registry;
import io.vedette.proto.v1.Repo;
import io.vedette.proto.v1.RepoSummary;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.test.StepVerifier;

/** Queries are asked and their answers read. */
class QueriesTest {

    private final Loopback server = Loopback.serve(new Queries());
    private final RegistryClient client = RegistryClients.connect(server.config());

    @AfterEach
    void disconnect() {
        client.close();
        server.close();
    }

    @Test
    void queriesAreAskedAndRead() {
        Root root = new Root(new RepoPath("/ex"), new Host("h1"), new HostPath("/data"));
        RepoId repo = new RepoId(new UUID(0, 1));

        assertThat(Blocking.get(client.registries().map(Registry::getName).collectList()))
                .containsExactly("exreg");
        assertThat(Blocking.get(client.roots("exreg").collectList())).containsExactly(root);
        assertThat(Blocking.get(client.repos("exreg", new RepoPath("/ex"))
                        .map(RepoSummary::getPath)
                        .collectList()))
                .containsExactly("/ex/0", "/ex/1", "/ex/2");
        assertThat(Blocking.get(client.repo(repo)).getId()).isEqualTo(WireIds.bytes(repo.uuid()));
        assertThat(Blocking.get(client.repo("exreg", new RepoPath("/ex/a"))).getPath())
                .isEqualTo("/ex/a");
        assertThat(Blocking.get(client.repo(null, new RepoPath("/ex/a"))).getRegistry())
                .isEmpty();
        StepVerifier.create(client.roots("other"))
                .expectError(RefusedException.class)
                .verify(Duration.ofSeconds(30));
    }

    private static final class Queries extends QueryServiceGrpc.QueryServiceImplBase {
        @Override
        public void listRegistries(ListRegistriesRequest request, StreamObserver<ListRegistriesReply> call) {
            call.onNext(ListRegistriesReply.newBuilder()
                    .addRegistries(Registry.newBuilder().setName("exreg"))
                    .build());
            call.onCompleted();
        }

        @Override
        public void listRoots(ListRootsRequest request, StreamObserver<ListRootsReply> call) {
            if (!request.getRegistry().equals("exreg")) {
                call.onError(Status.NOT_FOUND.asRuntimeException());
                return;
            }
            call.onNext(ListRootsReply.newBuilder()
                    .addRoots(io.vedette.proto.v1.Root.newBuilder()
                            .setPath("/ex")
                            .setHost("h1")
                            .setHostPath("/data"))
                    .build());
            call.onCompleted();
        }

        @Override
        public void listRepos(ListReposRequest request, StreamObserver<RepoSummary> call) {
            for (int i = 0; i < 3; i++) {
                call.onNext(RepoSummary.newBuilder()
                        .setPath(request.getPathPrefix() + "/" + i)
                        .build());
            }
            call.onCompleted();
        }

        @Override
        public void getRepo(GetRepoRequest request, StreamObserver<Repo> call) {
            call.onNext(Repo.newBuilder()
                    .setId(request.getId())
                    .setRegistry(request.getPath().getRegistry())
                    .setPath(request.getPath().getPath())
                    .build());
            call.onCompleted();
        }
    }
}
