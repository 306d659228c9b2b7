package io.vedette.server.internal.link;

import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ExplainServiceGrpc;
import io.vedette.server.internal.grpc.Answers;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.scheduler.Scheduler;

/** Questions to the linked observers over gRPC. */
public final class ExplainEndpoint extends ExplainServiceGrpc.ExplainServiceImplBase {

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Links links;
    private final Scheduler timer;
    private final AtomicLong questions = new AtomicLong();

    /** Asks over the links. */
    public ExplainEndpoint(Links links, Scheduler timer) {
        this.links = links;
        this.timer = timer;
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainReply> answer) {
        Answers.many(
                answer, () -> new ExplainRound(questions.incrementAndGet(), links.all()).ask(request, PATIENCE, timer));
    }
}
