package io.vedette.testkit.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.observer.Observer;
import io.vedette.testkit.history.HistoryFile;
import io.vedette.testkit.history.Names;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** An observer that ends by itself ends the replay. */
class ObserverEndedTest {

    private static final HistoryFile FILE = HistoryFile.ofText("h.jsonl", """
            {"registry":"exreg","event":"REGISTRY_ADDED","name":"exreg"}
            {"registry":"exreg","event":"REPO_ADDED","repo":"r1","path":"/ex/a"}
            """);

    /** A registry that gives no signals. */
    private static RegistryClient refusing(String message) {
        Refusal refusal = new Refusal(Refusal.Code.INVALID_ARGUMENT, message, Map.of());
        RefusedException refused = new RefusedException(refusal);
        return (RegistryClient) Proxy.newProxyInstance(
                RegistryClient.class.getClassLoader(),
                new Class<?>[] {RegistryClient.class},
                (proxy, method, arguments) -> method.getReturnType() == Flux.class
                        ? Flux.error(refused)
                        : method.getReturnType() == Mono.class ? Mono.error(refused) : null);
    }

    @Test
    void itIsSaidInTheWordsOfTheFile() {
        UUID repo = new Names().id("r1");
        HistoryReplay replay = HistoryReplay.of(FILE)
                .observer(ignored -> Observer.builder(refusing("no signals of " + repo))
                        .registry("exreg")
                        .prefixes("/"));

        assertThatThrownBy(replay::run)
                .isInstanceOf(ObserverEndedException.class)
                .hasMessageStartingWith("the observer ended: ")
                .hasMessageContaining("no signals of r1")
                .hasCauseInstanceOf(RefusedException.class);
    }

    @Test
    void idsInATextAreCalledAsInTheFileAndOthersStay() {
        UUID repo = new Names().id("r1");
        String other = "0f0e0d0c-0b0a-0908-0706-050403020100";

        assertThat(FILE.names().words(repo + " of " + RegistryId.ofName("exreg") + ", " + other + "; cost $1"))
                .isEqualTo("r1 of exreg, " + other + "; cost $1");
    }
}
