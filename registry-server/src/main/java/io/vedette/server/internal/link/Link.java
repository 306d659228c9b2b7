package io.vedette.server.internal.link;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.Refusal;
import io.vedette.proto.v1.Hello;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Statuses;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The stream of one observer. Frames arrive one at a time; questions are asked from any thread. */
final class Link implements StreamObserver<ObserverFrame> {

    /** Told of what an observer answers; one call at a time. */
    interface Asker {
        void answered(Link by, ObserverFrame answer, boolean last);

        void unanswered(Link by);
    }

    private final ServerCallStreamObserver<RegistryFrame> call;
    private final Links links;
    private final Map<Long, Asker> askers = new ConcurrentHashMap<>();
    private volatile @Nullable Hello hello;
    private boolean over;

    Link(ServerCallStreamObserver<RegistryFrame> call, Links links) {
        this.call = call;
        this.links = links;
        call.setOnCancelHandler(this::gone);
        call.setOnCloseHandler(this::gone);
    }

    Hello hello() {
        Hello known = hello;
        return known == null ? Hello.getDefaultInstance() : known;
    }

    String name() {
        return hello().getName();
    }

    @Override
    public void onNext(ObserverFrame frame) {
        switch (frame.getFrameCase()) {
            case HELLO -> greet(frame.getHello());
            case EXPLAIN ->
                answered(
                        frame.getExplain().getQuestion(),
                        frame,
                        frame.getExplain().getLast());
            case CONTROL -> answered(frame.getControl().getQuestion(), frame, true);
            case FRAME_NOT_SET -> {}
        }
        if (hello == null) {
            end(Status.INVALID_ARGUMENT
                    .withDescription("the first frame must be hello")
                    .asRuntimeException());
        }
    }

    private void greet(Hello greeting) {
        if (hello != null) {
            return;
        }
        if (greeting.getName().isBlank() || greeting.getInstance().size() != 16) {
            end(Statuses.of(new Refused(Refusal.invalid("hello", "needs a name and an instance of 16 bytes"))));
            return;
        }
        hello = greeting;
        links.greeted(this);
    }

    private void answered(long question, ObserverFrame answer, boolean last) {
        Asker asker = last ? askers.remove(question) : askers.get(question);
        if (asker != null) {
            asker.answered(this, answer, last);
        }
    }

    /** Asks; false if the observer cannot take the question now. */
    synchronized boolean ask(long question, RegistryFrame frame, Asker asker) {
        if (over || !call.isReady()) {
            return false;
        }
        askers.put(question, asker);
        call.onNext(frame);
        return true;
    }

    /** Wants no more answers to a question. */
    void forget(long question) {
        askers.remove(question);
    }

    @Override
    public void onError(Throwable broken) {
        gone();
    }

    @Override
    public void onCompleted() {
        synchronized (this) {
            if (!over) {
                over = true;
                call.onCompleted();
            }
        }
        gone();
    }

    void end(StatusRuntimeException status) {
        synchronized (this) {
            if (!over) {
                over = true;
                call.onError(status);
            }
        }
        gone();
    }

    private void gone() {
        synchronized (this) {
            over = true;
        }
        links.gone(this);
        for (Long question : List.copyOf(askers.keySet())) {
            Asker asker = askers.remove(question);
            if (asker != null) {
                asker.unanswered(this);
            }
        }
    }
}
