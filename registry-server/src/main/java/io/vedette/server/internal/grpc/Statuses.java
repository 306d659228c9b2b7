package io.vedette.server.internal.grpc;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vedette.domain.Refusal;
import io.vedette.domain.codec.InvalidCommandException;
import io.vedette.server.internal.Refused;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refusals and failures as gRPC statuses. A failure nobody foresaw reaches the client as a number to look up in the log. */
public final class Statuses {

    /** The domain of every {@code google.rpc.ErrorInfo} that a registry sends. */
    public static final String DOMAIN = "vedette.io";

    private static final Logger log = LoggerFactory.getLogger(Statuses.class);

    private Statuses() {}

    /** The status for an error. */
    public static StatusRuntimeException of(Throwable error) {
        if (error instanceof StatusRuntimeException known) {
            return known;
        }
        if (error instanceof StatusException known) {
            return known.getStatus().asRuntimeException(known.getTrailers());
        }
        if (error instanceof Refused refused) {
            return of(refused.refusal());
        }
        if (error instanceof InvalidCommandException invalid) {
            return of(invalid.refusal());
        }
        String incident = UUID.randomUUID().toString();
        log.error("Incident {}", incident, error);
        return Status.INTERNAL
                .withDescription("internal error; the server's log has it as incident " + incident)
                .asRuntimeException();
    }

    /** The status for a refusal, with its reason and details as an {@code ErrorInfo}. */
    public static StatusRuntimeException of(Refusal refusal) {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(refusal.code().name())
                .putAllMetadata(refusal.details())
                .build();
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code(refusal.code()).value())
                .setMessage(refusal.message())
                .addDetails(Any.pack(info))
                .build());
    }

    /** The status of what ends because the server stops. */
    public static StatusRuntimeException stopping() {
        return of(new Refusal(
                Refusal.Code.UNAVAILABLE, "the registry is stopping; try again shortly", java.util.Map.of()));
    }

    private static Status.Code code(Refusal.Code code) {
        return switch (code) {
            case INVALID_ARGUMENT -> Status.Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case ALREADY_EXISTS, COMMAND_ID_REUSED -> Status.Code.ALREADY_EXISTS;
            case FAILED_PRECONDITION -> Status.Code.FAILED_PRECONDITION;
            case VERSION_CONFLICT -> Status.Code.ABORTED;
            case UNAVAILABLE -> Status.Code.UNAVAILABLE;
        };
    }
}
