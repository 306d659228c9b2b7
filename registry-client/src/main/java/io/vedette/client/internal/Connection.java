package io.vedette.client.internal;

import io.grpc.Channel;

/** What the calls of one client go over. */
public interface Connection extends AutoCloseable {

    /** Where calls begin. */
    Channel channel();

    /** Whether the client has ended it. */
    boolean isClosed();

    /** To be called before each call: the caller would like to be connected now. */
    void wake();

    /** From now on errors are the client's own doing. */
    void beginClose();

    /** Cuts off all calls, within a second. */
    @Override
    void close();
}
