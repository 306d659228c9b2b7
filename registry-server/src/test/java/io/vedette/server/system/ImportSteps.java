package io.vedette.server.system;

import static io.vedette.server.system.Import.repo;
import static io.vedette.server.system.LiveRegistry.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vedette.client.ClientConfig;
import io.vedette.client.HistoryImport;
import io.vedette.client.ImportProgress;
import io.vedette.client.RefusedException;
import io.vedette.client.RegistryClient;
import io.vedette.client.RegistryClients;
import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.Command;
import io.vedette.domain.Event;
import io.vedette.domain.Recorded;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.server.RegistryServer;
import io.vedette.server.storage.StorageBackend;
import java.time.Duration;
import java.util.List;

/** What tests of imports do and expect again and again. */
abstract class ImportSteps {

    static final AggregateId EXREG = RegistryId.ofName("exreg").aggregate();

    /** So many that the registry's own history needs two requests. */
    static Import manyRepositories() {
        Import file = new Import("many").registry("exreg");
        for (int i = 0; i < 1_500; i++) {
            file.complete("exreg", repo(i), "/ex/a/r" + i);
        }
        return file;
    }

    static void partOfTheRegistry(RegistryClient client, Import file, StorageBackend storage) {
        int repos = file.size() - file.of(EXREG).size();
        client.importHistories(file.build())
                .takeUntil(progress -> progress.stored() > repos)
                .blockLast(PATIENCE);
        assertThat(history(storage, EXREG)).isNotEmpty();
    }

    static List<ImportProgress> run(RegistryClient client, HistoryImport histories) {
        return client.importHistories(histories).collectList().block(PATIENCE);
    }

    static void execute(RegistryClient client, Command command) {
        client.execute(command).block(PATIENCE);
    }

    static void assertRefused(RegistryClient client, Command command, String why) {
        assertThatThrownBy(() -> execute(client, command)).isInstanceOfSatisfying(RefusedException.class, no -> {
            assertThat(no.refusal().code()).isEqualTo(Refusal.Code.FAILED_PRECONDITION);
            assertThat(no.refusal().details() + no.getMessage()).contains(why);
        });
    }

    static void assertBusy(RegistryClient client, Command command) {
        assertThatThrownBy(() -> execute(client, command))
                .isInstanceOf(UnreachableException.class)
                .hasMessageContaining("held by import");
    }

    static void assertRefused(RegistryClient client, HistoryImport histories, Refusal.Code code, String message) {
        assertThatThrownBy(() -> run(client, histories)).isInstanceOfSatisfying(RefusedException.class, no -> {
            assertThat(no.refusal().code()).isEqualTo(code);
            assertThat(no).hasMessageContaining(message);
        });
    }

    static RegistryServer serve(StorageBackend storage) {
        return RegistryServer.builder(storage).listen("127.0.0.1", 0).build();
    }

    static RegistryClient connect(RegistryServer server) {
        return RegistryClients.connect(
                ClientConfig.of("127.0.0.1:" + server.start().getPort()).withAttempts(3, Duration.ofSeconds(5)));
    }

    static List<Recorded> history(StorageBackend storage, AggregateId aggregate) {
        return storage.read(aggregate, 0, Integer.MAX_VALUE).collectList().block(PATIENCE);
    }

    static Event last(StorageBackend storage, AggregateId aggregate) {
        List<Recorded> all = history(storage, aggregate);
        return all.get(all.size() - 1).event();
    }

    static List<String> names(List<Event> events) {
        return events.stream().map(Event::name).toList();
    }

    static Event.Bytes bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return Event.Bytes.copyOf(bytes);
    }
}
