package io.vedette.server.internal.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SerialTest {

    private final List<Throwable> broken = new ArrayList<>();

    @Test
    void anErrorInAStepIsToldAndTheNextWakeUpIsTakenUp() {
        List<Integer> taken = new ArrayList<>();
        Serial serial = new Serial(Runnable::run, new Script(broken, () -> {
            taken.add(taken.size());
            if (taken.size() == 1) {
                throw new StackOverflowError("deep");
            }
            return false;
        }));

        serial.wake();
        assertThat(broken).singleElement().isInstanceOf(StackOverflowError.class);
        serial.wake();

        assertThat(taken).containsExactly(0, 1);
    }

    @Test
    void whoEndsItselfInAnswerToAnErrorTakesNoStepMore() {
        List<Serial> self = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        Serial serial = new Serial(Runnable::run, new Serial.Steps() {
            @Override
            public boolean step() {
                taken.add(taken.size());
                throw new AssertionError("broken invariant");
            }

            @Override
            public void broken(Throwable error) {
                self.get(0).stop();
            }
        });
        self.add(serial);

        serial.wake();
        serial.wake();

        assertThat(taken).containsExactly(0);
    }

    @Test
    void wakeUpsThatComeMeanwhileMergeAndNoneIsLost() {
        List<Runnable> posted = new ArrayList<>();
        List<Serial> self = new ArrayList<>();
        List<Integer> taken = new ArrayList<>();
        Serial serial = new Serial(posted::add, new Script(broken, () -> {
            taken.add(taken.size());
            if (taken.size() == 1) {
                self.get(0).wake();
                self.get(0).wake();
            }
            return false;
        }));
        self.add(serial);

        serial.wake();
        posted.forEach(Runnable::run);

        assertThat(posted).hasSize(1);
        assertThat(taken).containsExactly(0, 1);
    }

    @Test
    void anExecutorThatHasStoppedEndsIt() {
        Serial serial = new Serial(
                task -> {
                    throw new RejectedExecutionException("stopped");
                },
                new Script(broken, () -> false));

        serial.wake();

        assertThat(serial.isOver()).isTrue();
    }

    private record Script(List<Throwable> broken, BooleanSupplier next) implements Serial.Steps {
        @Override
        public boolean step() {
            return next.getAsBoolean();
        }

        @Override
        public void broken(Throwable error) {
            broken.add(error);
        }
    }
}
