package io.vedette.server.internal.link;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.internal.grpc.Statuses;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The observers that are linked now, by their instance. */
public final class Links {

    private static final Logger log = LoggerFactory.getLogger(Links.class);

    private final Set<Link> open = ConcurrentHashMap.newKeySet();
    private final ConcurrentHashMap<ByteString, Link> byInstance = new ConcurrentHashMap<>();
    private final AtomicLong questions = new AtomicLong();
    private volatile boolean closed;

    /** Takes a new stream; the observer counts as linked from its hello on. */
    StreamObserver<ObserverFrame> accept(ServerCallStreamObserver<RegistryFrame> call) {
        Link link = new Link(call, this);
        open.add(link);
        if (closed) {
            link.end(Statuses.stopping());
        }
        return link;
    }

    void greeted(Link link) {
        Link before = byInstance.put(link.hello().getInstance(), link);
        log.info("Observer {} is linked", link.name());
        if (before != null) {
            before.end(
                    Status.ABORTED.withDescription("the observer linked again").asRuntimeException());
        }
    }

    void gone(Link link) {
        open.remove(link);
        if (byInstance.remove(link.hello().getInstance(), link)) {
            log.info("Observer {} is gone", link.name());
        }
    }

    /** Numbers the questions of all kinds, so that no answer is taken for another's. */
    long nextQuestion() {
        return questions.incrementAndGet();
    }

    Collection<Link> all() {
        return List.copyOf(byInstance.values());
    }

    /** How many observers are linked. */
    public int size() {
        return byInstance.size();
    }

    /** Whether an instance of an observer is linked. */
    public boolean contains(ByteString instance) {
        return byInstance.containsKey(instance);
    }

    /** Ends all links. */
    public void close() {
        closed = true;
        open.forEach(link -> link.end(Statuses.stopping()));
    }
}
