package io.vedette.observer.plugin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.domain.Host;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Opens plug-ins that tests compile. */
abstract class PluginFixture {

    static final String NOTHING = "return Mono.empty();";

    @TempDir
    Path folder;

    @BeforeEach
    void forget() {
        Notes.take();
    }

    final PluginJars sources() {
        return new PluginJars(folder);
    }

    final Plugins open(Path... jars) {
        return open(Map.of(), jars);
    }

    final Plugins open(Map<String, String> options, Path... jars) {
        return Plugins.open(List.of(jars), new PluginContext(options, new Host("h1"), folder.toAbsolutePath()));
    }

    final void assertRefused(String message, Path... jars) {
        assertThatThrownBy(() -> open(jars))
                .isInstanceOf(PluginException.class)
                .hasMessageContaining(message)
                .message()
                .doesNotContain("\n");
    }
}
