package io.vedette.client.internal;

import com.google.protobuf.ByteString;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.vedette.client.HistoryImport;
import io.vedette.client.ImportProgress;
import io.vedette.client.ImportedEvent;
import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import io.vedette.domain.ImportId;
import io.vedette.domain.Refusal;
import io.vedette.domain.RegistryId;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.AbortImportRequest;
import io.vedette.proto.v1.AggregateRef;
import io.vedette.proto.v1.BeginImportRequest;
import io.vedette.proto.v1.CommitImportRequest;
import io.vedette.proto.v1.FindHistoriesReply;
import io.vedette.proto.v1.FindHistoriesRequest;
import io.vedette.proto.v1.ImportServiceGrpc;
import io.vedette.proto.v1.ImportStatus;
import java.util.List;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The calls of an import, one after the other; each can be repeated, so each is retried like a command. The next request
 * is made while the one before is under way, and no more.
 */
final class ImportCalls {

    private static final int SOUGHT_AT_ONCE = 4_000;

    /** A registry that starts again forgets at most so often how far an import is. */
    private static final int BEGINNINGS = 100;

    /** Asks and tries again within bounds; errors are those of the client. */
    interface Asking {
        <Q, R> Mono<R> ask(MethodDescriptor<Q, R> method, Q request);
    }

    private final Asking asking;

    ImportCalls(Asking asking) {
        this.asking = asking;
    }

    Flux<ImportProgress> run(HistoryImport histories) {
        BeginImportRequest.Builder begin = BeginImportRequest.newBuilder()
                .setDigest(ByteString.copyFrom(histories.digest().toArray()))
                .setEvents(histories.events());
        histories.registries().forEach(registry -> begin.addRegistryIds(WireIds.bytes(registry.uuid())));
        return asking.ask(
                        ImportServiceGrpc.getBeginImportMethod(),
                        begin.clone().setDryRun(true).build())
                .flatMap(status -> status.getState() == ImportStatus.State.OPEN
                        ? Mono.just(status)
                        : requireNew(histories)
                                .then(asking.ask(ImportServiceGrpc.getBeginImportMethod(), begin.build())))
                .flatMapMany(status -> Flux.concat(Flux.just(status), store(histories, status), commit(histories.id())))
                .retryWhen(Retry.max(BEGINNINGS).filter(ImportCalls::isBehind))
                .map(status -> new ImportProgress(status.getStored(), status.getEvents()))
                .distinctUntilChanged();
    }

    private static boolean isBehind(Throwable error) {
        return error instanceof RefusedException refused
                && "BEHIND".equals(refused.refusal().details().get("state"));
    }

    /** Nothing is stored of a file that would run into histories that are there, or that has what cannot be stored. */
    private Mono<Void> requireNew(HistoryImport histories) {
        return histories
                .source()
                .doOnNext(ImportCalls::requireFitting)
                .filter(event -> event.version() == 1 && event.aggregate().kind() != AggregateKind.REGISTRY)
                .map(ImportCalls::ref)
                .buffer(SOUGHT_AT_ONCE)
                .concatMap(this::existing, 1)
                .next()
                .flatMap(found -> Mono.error(new RefusedException(exists(WireIds.aggregate(found)))));
    }

    private static void requireFitting(ImportedEvent event) {
        int size = event.size();
        if (size > ImportedEvent.LARGEST) {
            throw new RefusedException(Refusal.invalid(
                    "events",
                    "version " + event.version() + " of " + event.aggregate() + " has " + size + " bytes; at most "
                            + ImportedEvent.LARGEST + " can be stored"));
        }
    }

    private static AggregateRef ref(ImportedEvent event) {
        return WireIds.ref(event.aggregate());
    }

    private Flux<AggregateRef> existing(List<AggregateRef> refs) {
        FindHistoriesRequest request =
                FindHistoriesRequest.newBuilder().addAllAggregates(refs).build();
        return asking.ask(ImportServiceGrpc.getFindHistoriesMethod(), request)
                .flatMapIterable(FindHistoriesReply::getExistingList);
    }

    private static Refusal exists(AggregateId there) {
        return Refusal.exists(
                "the " + there + " has a history in this store already; an import only makes new ones",
                there.uuid().toString());
    }

    private Flux<ImportStatus> store(HistoryImport histories, ImportStatus begun) {
        return ImportBatches.after(histories, begun.getStored())
                .concatMap(request -> asking.ask(ImportServiceGrpc.getStoreHistoriesMethod(), request), 1)
                .onErrorMap(ImportCalls::isTooLarge, ImportCalls::tooLarge);
    }

    /** A request that was too large once always is. */
    private static boolean isTooLarge(Throwable error) {
        return error instanceof UnreachableException
                && Status.fromThrowable(error).getCode() == Status.Code.RESOURCE_EXHAUSTED;
    }

    private static Throwable tooLarge(Throwable error) {
        return new RefusedException(Refusal.invalid(
                "events", String.valueOf(Status.fromThrowable(error).getDescription())));
    }

    private Mono<ImportStatus> commit(ImportId id) {
        CommitImportRequest request = CommitImportRequest.newBuilder()
                .setImportId(WireIds.bytes(id.uuid()))
                .build();
        return asking.ask(ImportServiceGrpc.getCommitImportMethod(), request);
    }

    Flux<RegistryId> abort(ImportId id) {
        AbortImportRequest request = AbortImportRequest.newBuilder()
                .setImportId(WireIds.bytes(id.uuid()))
                .build();
        return asking.ask(ImportServiceGrpc.getAbortImportMethod(), request)
                .flatMapIterable(ImportStatus::getUnusableRegistryIdsList)
                .map(WireIds::registry);
    }
}
