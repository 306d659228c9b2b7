package io.vedette.cli.kill;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The observer dies, and the registry goes on. */
class ObserverHookKillTest extends HookKills {

    @Test
    void theObserverGoesOnAfterAKillAtEveryHook() throws Exception {
        estate.startRegistry(List.of());

        killAtEach(hook -> !hook.isOfRegistry());
    }
}
