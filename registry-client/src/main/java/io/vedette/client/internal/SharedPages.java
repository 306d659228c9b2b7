package io.vedette.client.internal;

import io.grpc.Status;
import io.vedette.proto.v1.ReadRequest;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;

/**
 * Fetches parts over one stream that all reads share, opened when one is needed. Where the server does not know such
 * streams, that is found out once and everything goes on by single calls.
 */
final class SharedPages implements Pages {

    private final Pages single;
    private final Function<Consumer<ReadStream.Broken>, ReadStream> opener;
    private volatile boolean unsupported;
    private @Nullable ReadStream current;

    /** Shares streams made by an opener, which is given what is to happen when one breaks. */
    SharedPages(Pages single, Function<Consumer<ReadStream.Broken>, ReadStream> opener) {
        this.single = single;
        this.opener = opener;
    }

    @Override
    public Disposable open(ReadRequest request, Reader reader) {
        if (unsupported) {
            return single.open(request, reader);
        }
        ReadStream.Page page = new ReadStream.Page(request, reader);
        boolean fresh = false;
        ReadStream stream;
        synchronized (this) {
            stream = current;
            if (stream == null || !stream.offer(page)) {
                stream = opener.apply(this::broken);
                stream.offer(page);
                current = stream;
                fresh = true;
            }
        }
        if (fresh) {
            stream.connect();
        }
        return page;
    }

    private void broken(ReadStream.Broken broken) {
        List<ReadStream.Page> left = broken.pages();
        if (Status.fromThrowable(broken.error()).getCode() == Status.Code.UNIMPLEMENTED) {
            unsupported = true;
            left.forEach(page -> page.moveTo(single));
        } else {
            left.forEach(page -> page.fail(broken.error()));
        }
    }
}
