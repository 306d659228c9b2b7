package io.vedette.client.internal;

import io.vedette.domain.Recorded;
import io.vedette.proto.v1.ReadRequest;
import java.util.List;
import reactor.core.Disposable;

/** Fetches parts of histories. */
interface Pages {

    /** Asks for a part. Disposing tells the server that the rest is not wanted. */
    Disposable open(ReadRequest request, Reader reader);

    /** Who asked. Called by one thread at a time; nothing comes after {@code onEnd} or {@code onError}. */
    interface Reader {

        /** Some events of the part, in order. */
        void onEvents(List<Recorded> events);

        /** The part is complete. */
        void onEnd();

        /** The part could not be read to its end. */
        void onError(Throwable error);
    }
}
