package io.vedette.server.internal.link;

import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.ExplainQuestion;
import io.vedette.proto.v1.ExplainReply;
import io.vedette.proto.v1.ExplainRequest;
import io.vedette.proto.v1.ExplainServiceGrpc;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.internal.grpc.Answers;
import reactor.core.scheduler.Scheduler;

/** Questions to the registry itself and to the linked observers over gRPC. */
public final class ExplainEndpoint extends ExplainServiceGrpc.ExplainServiceImplBase {

    private final Links links;
    private final OwnAnswers own;
    private final Scheduler timer;

    /** Asks the registry itself, then over the links. */
    public ExplainEndpoint(Links links, OwnAnswers own, Scheduler timer) {
        this.links = links;
        this.own = own;
        this.timer = timer;
    }

    @Override
    public void explain(ExplainRequest request, StreamObserver<ExplainReply> answer) {
        Answers.many(answer, () -> own.explain(request).concatWith(new Round<>(new Asked(request), links).ask(timer)));
    }

    private record Asked(ExplainRequest request) implements Round.Form<ExplainReply> {
        @Override
        public RegistryFrame question(long number) {
            return RegistryFrame.newBuilder()
                    .setExplain(ExplainQuestion.newBuilder().setQuestion(number).setRequest(request))
                    .build();
        }

        @Override
        public ExplainReply answered(Hello observer, ObserverFrame answer) {
            return from(observer)
                    .addAllExplanations(answer.getExplain().getExplanationsList())
                    .addAllConditions(answer.getExplain().getConditionsList())
                    .build();
        }

        @Override
        public ExplainReply silent(Hello observer) {
            return from(observer).setSilent(true).build();
        }

        private static ExplainReply.Builder from(Hello observer) {
            return ExplainReply.newBuilder()
                    .setObserver(observer.getName())
                    .setRegistry(observer.getRegistry())
                    .addAllPathPrefixes(observer.getPathPrefixesList());
        }
    }
}
