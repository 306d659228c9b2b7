package io.vedette.client;

import io.vedette.domain.Event;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryId;
import java.util.List;
import reactor.core.publisher.Flux;

/**
 * Histories that are to be imported, as a file holds them.
 *
 * @param digest the SHA-256 of the file; makes the import idempotent
 * @param registries whose histories are in the file
 * @param events how many events there are in all
 * @param source all of them in the order of the file, the same at each subscription; it is subscribed to three times, one
 *     after the other, and asked for no more than a few batches ahead
 */
public record HistoryImport(Event.Bytes digest, List<RegistryId> registries, long events, Flux<ImportedEvent> source) {

    /** Copies the list. */
    public HistoryImport {
        registries = List.copyOf(registries);
    }

    /** The import that this is. */
    public ImportId id() {
        return ImportId.ofDigest(digest);
    }
}
