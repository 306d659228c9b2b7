package io.vedette.cli;

import io.vedette.client.RegistryClient;
import io.vedette.engine.Backoff;
import io.vedette.observer.Observer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;

/** Commands of the program against a registry in this process, and observers of a scripted file server. */
abstract class WithObservers extends WithRegistry {

    final ScriptedFiles files = new ScriptedFiles();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    final void closeObservers() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    void givenObservedRepo() {
        givenRepo();
        observe("one", "/ex");
        await(() -> files.calls().contains("enableRepo /ex/a"));
    }

    void observe(String name, String prefix) {
        observe(name, prefix, Duration.ofMillis(200));
    }

    void observe(String name, String prefix, Duration backoff) {
        RegistryClient client = Clients.connect(address, Duration.ofSeconds(10));
        Observer observer = Observer.builder(client)
                .name(name)
                .registry("exreg")
                .host("h1")
                .prefixes(prefix)
                .initializer(files)
                .processor(files)
                .backoff(new Backoff(backoff, backoff))
                .build();
        observer.watch().subscribe(nothing -> {}, error -> {});
        opened.add(0, client);
        opened.add(0, observer);
        await(() -> vedette("explain", "--all").out().contains(name));
    }

    static void await(Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(condition);
    }
}
