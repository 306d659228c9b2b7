package io.vedette.testkit.contract;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;

/** What a subscriber hears of one call, also what it should not hear. */
final class Heard implements CoreSubscriber<Object> {

    private final String call;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final List<String> wrong = new CopyOnWriteArrayList<>();
    private volatile @Nullable Subscription subscription;
    private volatile @Nullable Object value;
    private volatile @Nullable Throwable error;
    private volatile boolean cancelled;

    Heard(String call) {
        this.call = call;
    }

    @Override
    public void onSubscribe(Subscription given) {
        if (subscription != null) {
            wrong.add("was subscribed a second time by onSubscribe");
            return;
        }
        subscription = given;
        given.request(Long.MAX_VALUE);
    }

    @Override
    @SuppressWarnings("ConstantValue")
    public void onNext(@Nullable Object next) {
        note("onNext");
        if (next == null) {
            wrong.add("emitted null");
        } else if (value != null) {
            wrong.add("emitted a second value");
        } else {
            value = next;
        }
    }

    @Override
    @SuppressWarnings("ConstantValue")
    public void onError(@Nullable Throwable thrown) {
        note("onError(" + thrown + ")");
        if (ended.getCount() > 0) {
            error = thrown == null ? new NullPointerException("onError(null)") : thrown;
        }
        ended.countDown();
    }

    @Override
    public void onComplete() {
        note("onComplete");
        ended.countDown();
    }

    private void note(String signal) {
        if (subscription == null) {
            wrong.add("signalled " + signal + " before onSubscribe");
        }
        if (ended.getCount() == 0 && !cancelled) {
            wrong.add("signalled " + signal + " after its end");
        }
    }

    /** Does not want to hear more. */
    void cancel() {
        cancelled = true;
        Subscription given = subscription;
        if (given != null) {
            given.cancel();
        }
    }

    /** How it ended. */
    Ending await(Duration patience) throws InterruptedException {
        if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new Broken(
                    call,
                    "did not end within " + patience.toMillis() + " ms.",
                    "complete or fail each Mono; an Error that is thrown on a thread of a Reactor scheduler is never"
                            + " signalled. If it needs longer, override patience()");
        }
        if (error instanceof Error thrown && !isOfBlockHound(thrown)) {
            throw new Broken(
                    call,
                    "ended with the java.lang.Error " + thrown + ", for which the observer parks the repository.",
                    "signal a StrongError, a WeakError or another Exception",
                    thrown);
        }
        return new Ending(value, error);
    }

    /** Told by its name: not everybody has it. */
    static boolean isOfBlockHound(Throwable thrown) {
        return thrown.getClass().getName().equals("reactor.blockhound.BlockingOperationError");
    }

    /** What it should not have heard. */
    List<String> wrong() {
        return wrong;
    }

    /**
     * How a call ended.
     *
     * @param value its result, if it has one
     * @param error why it failed, if it did
     */
    record Ending(@Nullable Object value, @Nullable Throwable error) {}
}
