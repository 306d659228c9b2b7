package io.vedette.server.internal.imports;

import com.google.protobuf.ByteString;
import io.grpc.stub.StreamObserver;
import io.vedette.domain.ImportId;
import io.vedette.domain.Refusal;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AbortImportRequest;
import io.vedette.proto.v1.AggregateRef;
import io.vedette.proto.v1.BeginImportRequest;
import io.vedette.proto.v1.CommitImportRequest;
import io.vedette.proto.v1.FindHistoriesReply;
import io.vedette.proto.v1.FindHistoriesRequest;
import io.vedette.proto.v1.ImportServiceGrpc;
import io.vedette.proto.v1.ImportStatus;
import io.vedette.proto.v1.StoreHistoriesRequest;
import io.vedette.server.internal.Refused;
import io.vedette.server.internal.grpc.Answers;
import io.vedette.server.internal.grpc.Fields;
import io.vedette.server.internal.state.ImportState;
import io.vedette.server.storage.StorageBackend;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Imports over gRPC. */
public final class ImportEndpoint extends ImportServiceGrpc.ImportServiceImplBase {

    private static final int MOST_SOUGHT = 4_096;
    private static final int LOOKS_AT_ONCE = 16;

    private final StorageBackend storage;
    private final ImportHandler handler;

    /** Hands imports to the handler. */
    public ImportEndpoint(StorageBackend storage, ImportHandler handler) {
        this.storage = storage;
        this.handler = handler;
    }

    @Override
    public void beginImport(BeginImportRequest request, StreamObserver<ImportStatus> answer) {
        Answers.one(
                answer,
                () -> handler.begin(NewImport.of(request), request.getDryRun()).map(ImportEndpoint::status));
    }

    @Override
    public void findHistories(FindHistoriesRequest request, StreamObserver<FindHistoriesReply> answer) {
        Answers.one(answer, () -> {
            if (request.getAggregatesCount() > MOST_SOUGHT) {
                throw new Refused(Refusal.invalid(
                        "aggregates", "must be at most " + MOST_SOUGHT + ", not " + request.getAggregatesCount()));
            }
            return Flux.fromIterable(request.getAggregatesList())
                    .flatMapSequential(this::ifExisting, LOOKS_AT_ONCE)
                    .collectList()
                    .map(existing -> FindHistoriesReply.newBuilder()
                            .addAllExisting(existing)
                            .build());
        });
    }

    private Mono<AggregateRef> ifExisting(AggregateRef ref) {
        return storage.head(Fields.read("aggregates", () -> WireIds.aggregate(ref)))
                .map(row -> ref);
    }

    @Override
    public void storeHistories(StoreHistoriesRequest request, StreamObserver<ImportStatus> answer) {
        Answers.one(
                answer, () -> handler.store(id(request.getImportId()), request).map(ImportEndpoint::status));
    }

    @Override
    public void commitImport(CommitImportRequest request, StreamObserver<ImportStatus> answer) {
        Answers.one(answer, () -> handler.commit(id(request.getImportId())).map(ImportEndpoint::status));
    }

    @Override
    public void abortImport(AbortImportRequest request, StreamObserver<ImportStatus> answer) {
        Answers.one(answer, () -> handler.abort(id(request.getImportId())).map(ImportEndpoint::status));
    }

    private static ImportId id(ByteString bytes) {
        return Fields.read("import_id", () -> new ImportId(WireIds.uuid(bytes)));
    }

    private static ImportStatus status(ImportState state) {
        ImportStatus.Builder status = ImportStatus.newBuilder()
                .setImportId(WireIds.bytes(state.id().uuid()))
                .setState(
                        switch (state.phase()) {
                            case NONE -> ImportStatus.State.STATE_UNSPECIFIED;
                            case OPEN -> ImportStatus.State.OPEN;
                            case COMMITTED -> ImportStatus.State.COMMITTED;
                            case ABORTED -> ImportStatus.State.ABORTED;
                        })
                .setStored(state.stored())
                .setEvents(state.events());
        state.unusable().forEach(registry -> status.addUnusableRegistryIds(WireIds.bytes(registry.uuid())));
        return status.build();
    }
}
