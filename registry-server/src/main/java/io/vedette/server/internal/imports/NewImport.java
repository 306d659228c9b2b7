package io.vedette.server.internal.imports;

import io.vedette.domain.Event.Bytes;
import io.vedette.domain.ImportId;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.BeginImportRequest;
import io.vedette.server.internal.grpc.Fields;
import java.util.List;

/**
 * What somebody wants to import.
 *
 * @param id follows from the digest
 * @param digest of the file
 * @param registries whose histories are in it
 * @param events how many there are in all
 */
record NewImport(ImportId id, Bytes digest, List<RegistryId> registries, long events) {

    private static final int MOST_REGISTRIES = 1_000;

    static NewImport of(BeginImportRequest request) {
        Bytes digest = Bytes.copyOf(request.getDigest().toByteArray());
        ImportId id = Fields.read("digest", () -> ImportId.ofDigest(digest));
        List<RegistryId> registries = Fields.read("registry_ids", () -> registries(request));
        long events = Fields.read("events", () -> positive(request.getEvents()));
        return new NewImport(id, digest, registries, events);
    }

    private static List<RegistryId> registries(BeginImportRequest request) {
        int count = request.getRegistryIdsCount();
        List<RegistryId> ids = request.getRegistryIdsList().stream()
                .limit(MOST_REGISTRIES + 1L)
                .map(WireIds::registry)
                .distinct()
                .toList();
        if (count < 1 || count > MOST_REGISTRIES || ids.size() < count) {
            throw new IllegalArgumentException(
                    "must be 1 to " + MOST_REGISTRIES + " different registries, not " + count);
        }
        return ids;
    }

    private static long positive(long events) {
        if (events < 1) {
            throw new IllegalArgumentException("must be 1 or more");
        }
        return events;
    }
}
