package io.vedette.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.vedette.domain.CommandId;
import io.vedette.domain.RegistryCommand;
import io.vedette.domain.codec.CommandCodec;
import io.vedette.proto.v1.CommandServiceGrpc;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.internal.StorageProbe;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The defect to prevent: stopping with work in flight took longer than whoever stops the process waits. */
@Tag("W10")
@Tag("slow")
class StopInTimeTest {

    @TempDir
    Path directory;

    @Test
    void aServerAndItsStoreStopInTimeThoughTheDiskHasStoppedAnswering() throws Exception {
        PlayedFaults disk = new PlayedFaults();
        CountDownLatch stuck = disk.holdWrites();
        RocksStorage store =
                RocksStorage.open(directory, RocksOptions.defaults(new UUID(1, 1)), StorageProbe.NONE, disk);
        RegistryServer server =
                RegistryServer.builder(store).listen("127.0.0.1", 0).build();
        ManagedChannel channel =
                NettyChannelBuilder.forAddress(server.start()).usePlaintext().build();
        var answer = CommandServiceGrpc.newFutureStub(channel)
                .execute(CommandCodec.toProto(
                        new CommandId(new UUID(0, 1)),
                        OptionalLong.empty(),
                        new RegistryCommand.CreateRegistry("exreg")));
        disk.awaitHeldWrite();

        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            server.close();
            store.close();
        });

        assertThat(answer).failsWithin(Duration.ofSeconds(20));
        channel.shutdownNow();
        stuck.countDown();
    }
}
