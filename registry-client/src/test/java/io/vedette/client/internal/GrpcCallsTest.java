package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vedette.proto.v1.CommandReply;
import io.vedette.proto.v1.ReadManyReply;
import io.vedette.proto.v1.ReadManyRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What all else relies on: calls behave like Reactor's own publishers. */
class GrpcCallsTest extends GrpcCallsFixture {

    @Test
    void nothingIsCalledBeforeSubscriptionAndEachSubscriptionIsACall() {
        onOne = call -> {
            call.onNext(CommandReply.newBuilder().setVersion(7).build());
            call.onCompleted();
        };
        Mono<CommandReply> answer = one();
        Flux<ReadManyReply> exchange = client.exchange(BOTH, Flux.error(new AssertionError("subscribed too early")));

        assertThat(calls).hasValue(0);
        assertThat(exchange).isNotNull();
        assertThat(Blocking.get(answer).getVersion()).isEqualTo(7);
        assertThat(Blocking.get(answer).getVersion()).isEqualTo(7);
        assertThat(calls).hasValue(2);
    }

    @Test
    void theContextOfTheSubscriberIsThereForTheRequests() {
        onBoth = call -> taking(request -> {
            call.onNext(ReadManyReply.newBuilder().setRead(request.getCredit()).build());
            call.onCompleted();
        });
        Flux<ReadManyRequest> requests = Flux.deferContextual(context -> Flux.just(ReadManyRequest.newBuilder()
                .setCredit(context.<Integer>get("credit"))
                .build()));

        Flux<ReadManyReply> replies =
                client.exchange(BOTH, requests).contextWrite(context -> context.put("credit", 42));

        assertThat(Blocking.get(replies.last()).getRead()).isEqualTo(42);
    }

    @Test
    void threadsEndWithTheConnection() {
        onMany = call -> call.onNext(batch(1));
        List<Disposable> running = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            running.add(client.stream(MANY, ASK).subscribe(batch -> {}, error -> {}));
        }
        await().untilAtomic(calls, org.hamcrest.Matchers.is(20));
        assertThat(ourThreads()).isNotEmpty();

        connection.close();

        await().untilAsserted(() -> assertThat(ourThreads()).isEmpty());
        assertThat(running).hasSize(20);
    }

    private static List<String> ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("vedette-client"))
                .toList();
    }
}
