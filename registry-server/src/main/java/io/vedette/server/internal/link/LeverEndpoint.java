package io.vedette.server.internal.link;

import io.grpc.stub.StreamObserver;
import io.vedette.domain.Refusal;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Control;
import io.vedette.proto.v1.ControlAnswer;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.LeverReply;
import io.vedette.proto.v1.LeverRequest;
import io.vedette.proto.v1.LeverServiceGrpc;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Answers;
import reactor.core.scheduler.Scheduler;

/** Levers at the registry itself and at the linked observers over gRPC. */
public final class LeverEndpoint extends LeverServiceGrpc.LeverServiceImplBase {

    private static final int LONGEST_NAME = 100;

    private final Links links;
    private final OwnAnswers own;
    private final Scheduler timer;

    /** Pulls at the registry itself, then over the links. */
    public LeverEndpoint(Links links, OwnAnswers own, Scheduler timer) {
        this.links = links;
        this.own = own;
        this.timer = timer;
    }

    @Override
    public void pull(LeverRequest request, StreamObserver<LeverReply> answer) {
        Answers.many(answer, () -> {
            check(request);
            return own.pull(request).concatWith(new Round<>(new Pulled(request), links).ask(timer));
        });
    }

    private static void check(LeverRequest request) {
        if (request.getLever() == Control.Lever.LEVER_UNSPECIFIED || request.getLever() == Control.Lever.UNRECOGNIZED) {
            throw new Refused(Refusal.invalid("lever", "must be RETRY, PAUSE or RESUME"));
        }
        if (request.getBy().length() > LONGEST_NAME) {
            throw new Refused(Refusal.invalid("by", "has at most " + LONGEST_NAME + " characters"));
        }
        try {
            WireIds.aggregate(request.getAggregate());
        } catch (IllegalArgumentException wrong) {
            throw new Refused(Refusal.invalid("aggregate", "needs a kind and an id of 16 bytes"));
        }
    }

    private record Pulled(LeverRequest request) implements Round.Form<LeverReply> {
        @Override
        public RegistryFrame question(long number) {
            return RegistryFrame.newBuilder()
                    .setControl(Control.newBuilder()
                            .setQuestion(number)
                            .setLever(request.getLever())
                            .setAggregate(request.getAggregate())
                            .setBy(request.getBy()))
                    .build();
        }

        @Override
        public LeverReply answered(Hello observer, ObserverFrame answer) {
            ControlAnswer said = answer.getControl();
            LeverReply.Builder reply = LeverReply.newBuilder()
                    .setObserver(observer.getName())
                    .setFound(said.getFound())
                    .setMessage(said.getMessage());
            if (said.hasExplanation()) {
                reply.setExplanation(said.getExplanation());
            }
            return reply.build();
        }

        @Override
        public LeverReply silent(Hello observer) {
            return LeverReply.newBuilder()
                    .setObserver(observer.getName())
                    .setSilent(true)
                    .setMessage("did not answer in time")
                    .build();
        }
    }
}
