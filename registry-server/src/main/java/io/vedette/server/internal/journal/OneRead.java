package io.vedette.server.internal.journal;

import io.vedette.domain.AggregateId;
import io.vedette.domain.Refusal;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.ReadRequest;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Fields;
import io.vedette.server.storage.StorageBackend;
import java.util.Map;

/**
 * What to read.
 *
 * @param aggregate whose history
 * @param after exclusive
 * @param limit at most so many events
 */
record OneRead(AggregateId aggregate, long after, int limit) {

    /**
     * Reads a request.
     *
     * @throws Refused if a field is broken or the store is not as far as asked
     */
    static OneRead of(ReadRequest request, StorageBackend storage) {
        AggregateId aggregate = Fields.read("aggregate", () -> WireIds.aggregate(request.getAggregate()));
        if (request.getAfterVersion() < 0) {
            throw new Refused(Refusal.invalid("after_version", "must be below 2^63"));
        }
        long end = storage.end().position();
        if (request.getMinPosition() < 0 || request.getMinPosition() > end) {
            throw new Refused(new Refusal(
                    Refusal.Code.UNAVAILABLE,
                    "this server is at position " + end + ", not yet at "
                            + Long.toUnsignedString(request.getMinPosition()),
                    Map.of()));
        }
        int limit = request.getLimit();
        return new OneRead(aggregate, request.getAfterVersion(), limit <= 0 ? Integer.MAX_VALUE : limit);
    }
}
