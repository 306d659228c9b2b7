package io.vedette.server;

import static io.vedette.server.TestRegistry.addRoot;
import static io.vedette.server.TestRegistry.init;
import static io.vedette.server.TestRegistry.repo;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ManagedChannel;
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
import io.vedette.proto.v1.QueryServiceGrpc;
import io.vedette.proto.v1.ReadManyRequest;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.server.BrokenCalls.Ending;
import io.vedette.server.BrokenCalls.Plan;
import io.vedette.server.internal.grpc.WellFormed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The words that a client gets for a call that no client of ours would make. */
class BrokenFormTest {

    private static final CallOptions GZIP = CallOptions.DEFAULT.withCompression("gzip");

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
    void aCompressedMessageIsMeasuredByWhatItHolds() {
        byte[] fits = new byte[1_000_000];
        byte[] tooLarge = ListReposRequest.newBuilder()
                .setRegistry("x".repeat(WellFormed.LARGEST))
                .build()
                .toByteArray();

        Status taken = call(registry.channel, GZIP, CommandServiceGrpc.getExecuteMethod(), fits);
        Status refused = call(registry.channel, GZIP, QueryServiceGrpc.getListReposMethod(), tooLarge);

        assertThat(taken.getDescription()).contains("cannot read the message: ");
        assertThat(refused.getCode()).as(refused.toString()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
        assertThat(refused.getDescription())
                .isEqualTo("vedette.v1.QueryService/ListRepos: a message of more than 4194304 bytes is too large; send"
                        + " at most 4194304");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 200})
    void brokenCompressionIsTheClientsMistake(int position) {
        ManagedChannel channel = registry.connect(new BrokenGzip(position));
        byte[] message = new byte[100_000];
        new Random(1).nextBytes(message);
        byte[] wellFormed = ListReposRequest.newBuilder()
                .setRegistryBytes(ByteString.copyFromUtf8(Base64.getEncoder().encodeToString(message)))
                .build()
                .toByteArray();

        Status status = call(channel, GZIP, QueryServiceGrpc.getListReposMethod(), wellFormed);

        assertThat(status.getCode()).as(status.toString()).isEqualTo(Status.Code.INVALID_ARGUMENT);
        assertThat(status.getDescription()).startsWith("vedette.v1.QueryService/ListRepos: cannot read the message: ");
        channel.shutdownNow();
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
        return call(registry.channel, CallOptions.DEFAULT, method, messages);
    }

    private static Status call(
            Channel channel, CallOptions options, MethodDescriptor<?, ?> method, byte[]... messages) {
        List<BrokenMessages.Flaw> flaws =
                new ArrayList<>(Collections.nCopies(messages.length, BrokenMessages.Flaw.RANDOM_BYTES));
        Plan plan = new Plan(method, flaws, Arrays.asList(messages), Ending.HALF_CLOSE);
        return BrokenCalls.call(channel, plan, options)
                .orTimeout(20, TimeUnit.SECONDS)
                .join()
                .status();
    }
}
