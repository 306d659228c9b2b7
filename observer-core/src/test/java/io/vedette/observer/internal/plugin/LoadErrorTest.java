package io.vedette.observer.internal.plugin;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Why a plug-in could not be loaded is said whatever it threw. */
class LoadErrorTest {

    @Test
    void anExceptionThatCannotEvenSayItsMessageIsNamedByItsClass() {
        IllegalStateException mute = new IllegalStateException() {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new UnsupportedOperationException("not even that");
            }
        };

        assertThat(LoadError.of("plug-in a cannot be opened", mute).getMessage())
                .startsWith("plug-in a cannot be opened: " + mute.getClass().getName());
    }
}
