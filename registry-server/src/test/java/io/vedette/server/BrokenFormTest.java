package io.vedette.server;

import static io.vedette.server.TestRegistry.addRoot;
import static io.vedette.server.TestRegistry.init;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.vedette.domain.RepoId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AggregateKind;
import io.vedette.proto.v1.AggregateRef;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ListReposRequest;
import io.vedette.proto.v1.OpenRead;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.server.BrokenCalls.Ending;
import io.vedette.server.BrokenCalls.Plan;
import io.vedette.server.internal.grpc.WellFormed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The words that a client gets for a call that no client of ours would make. */
class BrokenFormTest {

    private final TestRegistry registry = TestRegistry.start().withRoot();

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void bytesThatAreNoMessageAreTheClientsMistake() {
        Status status = call(CommandServiceGrpc.getExecuteMethod(), new byte[] {1, 2, 3});

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).startsWith("vedette.v1.CommandService/Execute: cannot read the message: ");
    }

    @Test
    void noMessageAndASecondOneAreTheClientsMistake() {
        Status none = call(CommandServiceGrpc.getExecuteMethod());
        Status two = call(JournalServiceGrpc.getReadMethod(), new byte[0], new byte[0]);

        assertThat(none.getDescription())
                .isEqualTo("vedette.v1.CommandService/Execute: takes one message, but none came");
        assertThat(two.getDescription())
                .isEqualTo("vedette.v1.JournalService/Read: takes one message, but a second one came");
    }

    @Test
    void aMessageThatIsTooLargeIsNamedWithTheLimitAndCostsNoOtherCall() {
        Watcher watcher = Watcher.signals(registry, new io.vedette.domain.Start.Now(), io.vedette.domain.Filter.ALL)
                .caughtUp();

        Status status = call(CommandServiceGrpc.getExecuteMethod(), new byte[WellFormed.LARGEST + 1]);

        assertThat(status.getCode()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(status.getDescription())
                .isEqualTo("vedette.v1.CommandService/Execute: a message of 4194305 bytes is too large; send at most"
                        + " 4194304");
        assertThat(watcher.stream.isOpen()).isTrue();
        watcher.close();
    }

    @Test
    void aLongRefusalIsCutAndCostsNoOtherCall() {
        Watcher watcher = Watcher.signals(registry, new io.vedette.domain.Start.Now(), io.vedette.domain.Filter.ALL)
                .caughtUp();
        String path = "/ex" + ("/" + "é".repeat(127)).repeat(15);
        registry.execute(init(repo("one"), path));

        StatusRuntimeException taken =
                catchThrowableOfType(StatusRuntimeException.class, () -> registry.execute(init(repo("two"), path)));
        StatusRuntimeException unknown = catchThrowableOfType(
                StatusRuntimeException.class,
                () -> registry.queries
                        .listRepos(ListReposRequest.newBuilder()
                                .setRegistry("x".repeat(1_000_000))
                                .build())
                        .hasNext());
        StatusRuntimeException root = catchThrowableOfType(StatusRuntimeException.class, () -> {
            registry.execute(addRoot(path, "h", path));
            registry.execute(addRoot(path, "h", "/other"));
        });

        assertThat(taken.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(taken.getStatus().getDescription()).startsWith("path /ex/é").endsWith("…");
        assertThat(unknown.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
        assertThat(root.getStatus().getCode()).isEqualTo(Status.Code.ALREADY_EXISTS);
        assertThat(watcher.stream.isOpen()).isTrue();
        watcher.close();
    }

    @Test
    void readsThatCanGetNoCreditAnyMoreEnd() {
        RepoId repo = registry.added("/ex/a");
        ReadManyRequest open = ReadManyRequest.newBuilder()
                .setOpen(OpenRead.newBuilder()
                        .setRead(1)
                        .setRequest(ReadRequest.newBuilder()
                                .setAggregate(AggregateRef.newBuilder()
                                        .setKind(AggregateKind.REPO)
                                        .setId(WireIds.bytes(repo.uuid())))))
                .build();

        Status status = call(JournalServiceGrpc.getReadManyMethod(), open.toByteArray());

        assertThat(status.getCode()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).startsWith("1 reads are open, but no credit is left");
    }

    private Status call(MethodDescriptor<?, ?> method, byte[]... messages) {
        List<BrokenMessages.Flaw> flaws =
                new ArrayList<>(Collections.nCopies(messages.length, BrokenMessages.Flaw.RANDOM_BYTES));
        return BrokenCalls.call(registry.channel, new Plan(method, flaws, Arrays.asList(messages), Ending.HALF_CLOSE))
                .orTimeout(20, TimeUnit.SECONDS)
                .join()
                .status();
    }
}
