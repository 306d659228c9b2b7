package io.vedette.observer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Refusal;
import io.vedette.observer.StoredError;
import io.vedette.observer.StrongError;
import io.vedette.observer.WeakError;
import io.vedette.observer.internal.repo.BrokenCode;
import java.nio.file.NoSuchFileException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.core.Exceptions;

class ErrorTextTest {

    static Stream<Throwable> written() {
        return Stream.of(
                new StrongError("the disk is full"),
                new WeakError("the disk is full"),
                new StoredError("the disk is full"),
                new UnreachableException("the disk is full"),
                new UnexpectedAnswer("the disk is full"),
                new RefusedException(Refusal.notFound("the disk is full")));
    }

    @ParameterizedTest
    @MethodSource("written")
    void whatWasWrittenForPeopleSpeaksForItself(Throwable error) {
        assertThat(ErrorText.of(error)).isEqualTo("the disk is full");
    }

    @Test
    void ofAllOthersTheClassIsNamed() {
        assertThat(ErrorText.of(new NoSuchFileException("/srv/x"))).isEqualTo("NoSuchFileException: /srv/x");
        assertThat(ErrorText.of(new IllegalStateException("bad"))).isEqualTo("IllegalStateException: bad");
    }

    @Test
    void whatIsWrappedIsSaidWithoutItsWrapping() {
        assertThat(ErrorText.of(Exceptions.propagate(new NoSuchFileException("/srv/x"))))
                .isEqualTo("NoSuchFileException: /srv/x");
        assertThat(ErrorText.of(new BrokenCode(new AssertionError("odd"))))
                .startsWith("AssertionError: odd in " + ErrorTextTest.class.getName() + ".");
    }

    @Test
    void oneWithoutWordsIsNamedInFullWithItsPlace() {
        assertThat(ErrorText.of(new IllegalStateException()))
                .startsWith("java.lang.IllegalStateException in " + ErrorTextTest.class.getName() + ".");
        assertThat(ErrorText.of(new StrongError(" "))).startsWith("io.vedette.observer.StrongError in ");
    }
}
