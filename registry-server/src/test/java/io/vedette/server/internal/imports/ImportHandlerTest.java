package io.vedette.server.internal.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.command.Mailboxes;
import io.vedette.server.internal.state.Imports;
import io.vedette.server.internal.state.LogTime;
import io.vedette.server.internal.state.Registries;
import io.vedette.server.storage.Append;
import io.vedette.server.storage.Expected;
import io.vedette.server.storage.MemoryStorage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ImportHandlerTest {

    private final MemoryStorage storage = MemoryStorage.create(new UUID(0, 1));
    private final Registries registries = new Registries(storage, new LogTime(storage, InstantSource.system()));
    private final Imports imports = new Imports(storage, registries);
    private final ImportHandler handler = new ImportHandler(
            storage, registries, imports, new Mailboxes(Runnable::run, Mailboxes.LETTERS), InstantSource.system());
    private final RegistryId there = RegistryId.ofName("there");
    private final RegistryId fresh = RegistryId.ofName("fresh");

    private static NewImport of(RegistryId... registries) {
        Event.Bytes digest = Event.Bytes.copyOf(new byte[32]);
        return new NewImport(ImportId.ofDigest(digest), digest, List.of(registries), 1);
    }

    private List<Boolean> heldWhenTheEndIsHeardOf(NewImport wanted, boolean dry) {
        List<Boolean> held = new ArrayList<>();
        handler.begin(wanted, dry)
                .doOnTerminate(() -> held.add(imports.hold(fresh) != null))
                .onErrorComplete(Refused.class)
                .block();
        return held;
    }

    @Test
    void anImportThatIsRefusedHoldsNothingAnyMoreWhenThatIsHeardOf() {
        storage.append(new Append(
                        there.aggregate(),
                        new Expected.NoStream(),
                        null,
                        1,
                        List.of(new RegistryEvent.RegistryAdded("there"))))
                .block();

        assertThat(heldWhenTheEndIsHeardOf(of(fresh, there), false)).containsExactly(false);
        assertThat(imports.hold(there)).isNull();
    }

    @Test
    void norDoesOneThatWasOnlyTried() {
        assertThat(heldWhenTheEndIsHeardOf(of(fresh), true)).containsExactly(false);
    }

    @Test
    void anImportThatHasBegunHoldsItsRegistries() {
        assertThat(heldWhenTheEndIsHeardOf(of(fresh), false)).containsExactly(true);
        assertThat(imports.hold(fresh)).isNotNull();
    }
}
