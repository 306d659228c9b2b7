package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.client.ClientConfig;
import io.vedette.domain.Filter;
import io.vedette.domain.Start;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;

/** The end of a client whose subscribers misbehave. */
class CloseTest {

    @Test
    void whatIsToRunAfterItRunsAlsoIfASubscriberThrows() throws IOException {
        AtomicInteger ran = new AtomicInteger();
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            GrpcRegistryClient client = new GrpcRegistryClient(
                    ClientConfig.of("127.0.0.1:" + silent.getLocalPort()), Schedulers.parallel(), ran::incrementAndGet);
            client.signals(new Start.Now(), Filter.ALL).subscribe(frame -> {}, closed -> {
                throw new NoClassDefFoundError("the subscriber has lost a class");
            });

            assertThatThrownBy(client::close).hasStackTraceContaining("the subscriber has lost a class");

            assertThat(ran).hasValue(1);
        }
    }
}
