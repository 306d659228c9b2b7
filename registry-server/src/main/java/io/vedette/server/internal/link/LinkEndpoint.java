package io.vedette.server.internal.link;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import io.vedette.proto.v1.ObserverFrame;
import io.vedette.proto.v1.ObserverLinkGrpc;
import io.vedette.proto.v1.RegistryFrame;

/** Links of observers over gRPC. */
public final class LinkEndpoint extends ObserverLinkGrpc.ObserverLinkImplBase {

    private final Links links;

    /** Hands streams to the links. */
    public LinkEndpoint(Links links) {
        this.links = links;
    }

    @Override
    public StreamObserver<ObserverFrame> link(StreamObserver<RegistryFrame> call) {
        return links.accept((ServerCallStreamObserver<RegistryFrame>) call);
    }
}
