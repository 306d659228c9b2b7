package io.vedette.client;

/**
 * What a client has done since it was made.
 *
 * @param commands commands that were executed, each counted once
 * @param retries further attempts of commands and queries
 * @param reads histories whose reading began, each counted once however many requests it took
 * @param pages requests for a part of a history
 * @param readStreams streams that were opened for reads to share
 * @param events events that reads have received
 * @param subscriptions subscriptions to signals or events
 */
public record ClientCounts(
        long commands, long retries, long reads, long pages, long readStreams, long events, long subscriptions) {

    /** Nothing yet. */
    public static final ClientCounts NONE = new ClientCounts(0, 0, 0, 0, 0, 0, 0);
}
