package io.vedette.observer;

import static io.vedette.observer.standin.Tale.initStarted;
import static io.vedette.observer.standin.Tale.repo;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.vedette.domain.RepoId;
import io.vedette.observer.standin.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What counts as no failure is told to listeners as a cancellation, whatever it was that was thrown. */
class CancelledCallsTest {

    private final RepoId r1 = repo(1);
    private final World world = new World();
    private final List<@Nullable Throwable> errors = new ArrayList<>();

    static Stream<Supplier<Throwable>> cancellations() {
        return Stream.of(
                Status.CANCELLED::asRuntimeException,
                Status.CANCELLED::asException,
                InterruptedException::new,
                CancellationException::new,
                () -> new CompletionException(Status.CANCELLED.asRuntimeException()));
    }

    @ParameterizedTest
    @MethodSource("cancellations")
    void aCancelledCallIsToldAsCancelled(Supplier<Throwable> thrown) {
        world.given(r1)
                .start(builder -> builder.listener(new ObserverListener() {
                    @Override
                    public void effectEnded(Cause cause, String effect, Duration took, @Nullable Throwable error) {
                        if (effect.equals("initializer.initRepo")) {
                            errors.add(error);
                        }
                    }
                }));
        world.files.fail("initializer.initRepo", r1, 1, thrown);

        world.tell(r1, initStarted("/ex/a/r1")).advance(Duration.ofMinutes(1));

        assertThat(errors).hasSize(2);
        assertThat(errors.get(0)).isInstanceOf(CancellationException.class);
        assertThat(errors.get(1)).isNull();
    }
}
