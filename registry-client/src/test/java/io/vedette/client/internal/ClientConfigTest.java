package io.vedette.client.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.client.ClientConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How addresses are written. */
class ClientConfigTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "host", "host:", ":1", "host:0", "host:65536", "host:x", "a:1,", "a:1,,b:2", "::1:5"})
    void addressesAreHostAndPort(String text) {
        assertThatThrownBy(() -> ClientConfig.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void addressesAreWrittenAsTheyAreRead() {
        assertThat(ClientConfig.of("localhost:1, 127.0.0.1:2,[::1]:3").target())
                .isEqualTo("localhost:1,127.0.0.1:2,[::1]:3");
    }
}
