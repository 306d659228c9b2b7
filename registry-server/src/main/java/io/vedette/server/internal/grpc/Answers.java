package io.vedette.server.internal.grpc;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Answers calls from publishers: by the client's demand, cancelled with the call, every error as a status. */
public final class Answers {

    private Answers() {}

    /** Answers with one message. What the supplier throws is an answer too. */
    public static <T> void one(StreamObserver<T> to, Supplier<Mono<T>> answer) {
        ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) to;
        Disposable.Swap running = Disposables.swap();
        call.setOnCancelHandler(running::dispose);
        running.update(Mono.defer(answer)
                .switchIfEmpty(Mono.error(() -> new IllegalStateException("a call got no answer")))
                .subscribe(
                        value -> {
                            call.onNext(value);
                            call.onCompleted();
                        },
                        error -> call.onError(Statuses.of(error))));
    }

    /** Answers with a stream: the publisher is asked for the next message only when the client can take it. */
    public static <T> void many(StreamObserver<T> to, Supplier<Flux<T>> answers) {
        ServerCallStreamObserver<T> call = (ServerCallStreamObserver<T>) to;
        StreamedAnswer<T> streamed = new StreamedAnswer<>(call);
        call.setOnCancelHandler(streamed::dispose);
        call.setOnReadyHandler(streamed::pump);
        Flux.defer(answers).subscribe(streamed);
    }
}
