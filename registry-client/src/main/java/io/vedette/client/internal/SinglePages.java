package io.vedette.client.internal;

import io.vedette.proto.v1.JournalServiceGrpc;
import io.vedette.proto.v1.ReadRequest;
import java.time.Duration;
import reactor.core.Disposable;

/** Fetches each part by a short call of its own. */
final class SinglePages implements Pages {

    private final GrpcCalls calls;
    private final Duration patience;

    SinglePages(GrpcCalls calls, Duration patience) {
        this.calls = calls;
        this.patience = patience;
    }

    @Override
    public Disposable open(ReadRequest request, Reader reader) {
        return calls.stream(JournalServiceGrpc.getReadMethod(), request, patience)
                .map(Frames::events)
                .subscribe(reader::onEvents, reader::onError, reader::onEnd);
    }
}
