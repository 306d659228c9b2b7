package io.vedette.server.internal.link;

import io.grpc.stub.ServerCallStreamObserver;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.RegistryFrame;
import io.vedette.server.internal.grpc.Statuses;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The observers that are linked now, by their instance. */
public final class Links {

    private static final Logger LOG = LoggerFactory.getLogger(Links.class);

    private final ConcurrentHashMap<com.google.protobuf.ByteString, Link> byInstance = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /** Takes a new stream; the observer counts as linked from its hello on. */
    io.grpc.stub.StreamObserver<ObserverFrame> accept(ServerCallStreamObserver<RegistryFrame> call) {
        Link link = new Link(call, this);
        if (closed) {
            link.end(Statuses.stopping());
        }
        return link;
    }

    void greeted(Link link) {
        Link before = byInstance.put(link.hello().getInstance(), link);
        LOG.info("Observer {} is linked", link.name());
        if (before != null) {
            before.end(io.grpc.Status.ABORTED
                    .withDescription("the observer linked again")
                    .asRuntimeException());
        }
        if (closed) {
            link.end(Statuses.stopping());
        }
    }

    void gone(Link link) {
        if (byInstance.remove(link.hello().getInstance(), link)) {
            LOG.info("Observer {} is gone", link.name());
        }
    }

    Collection<Link> all() {
        return List.copyOf(byInstance.values());
    }

    /** Ends all links. */
    public void close() {
        closed = true;
        all().forEach(link -> link.end(Statuses.stopping()));
    }
}
