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

    /**
     * The longest message, in bytes of UTF-8. A status travels in headers, where a client takes 8 KiB and else drops the
     * connection with all its calls; there a byte of the message can take four and two thirds of another three.
     */
    private static final int MESSAGE = 800;

    /** The longest detail, in bytes of UTF-8. */
    private static final int DETAIL = 400;

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
        ErrorInfo.Builder info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(refusal.code().name());
        refusal.details().forEach((name, value) -> info.putMetadata(name, cut(value, DETAIL)));
        return StatusProto.toStatusRuntimeException(com.google.rpc.Status.newBuilder()
                .setCode(code(refusal.code()).value())
                .setMessage(cut(refusal.message(), MESSAGE))
                .addDetails(Any.pack(info.build()))
                .build());
    }

    /** The same status with a description that a client can take. */
    static Status brief(Status status) {
        String description = status.getDescription();
        return description == null ? status : status.withDescription(cut(description, MESSAGE));
    }

    /** The text, or its beginning and an ellipsis. */
    private static String cut(String text, int bytes) {
        int used = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int c = text.codePointAt(i);
            used += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (used > bytes) {
                return text.substring(0, i) + "…";
            }
        }
        return text;
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
