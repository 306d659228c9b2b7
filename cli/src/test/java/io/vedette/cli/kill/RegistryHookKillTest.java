package io.vedette.cli.kill;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The registry dies, and the observer goes on. */
class RegistryHookKillTest extends HookKills {

    @Test
    void theRegistryGoesOnAfterAKillAtEveryHook() throws Exception {
        estate.startObserver(List.of());

        killAtEach(Hook::isOfRegistry);
    }
}
