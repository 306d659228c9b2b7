package io.vedette.client.internal;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.vedette.client.RefusedException;
import io.vedette.client.UnreachableException;
import io.vedette.domain.Refusal;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What errors of calls mean: the registry said no, or it may yet say yes. */
final class Failures {

    private static final String DOMAIN = "vedette.io";

    private final String target;
    private final BooleanSupplier closed;

    /** Failures of calls to a target, in messages called by its addresses. */
    Failures(String target, BooleanSupplier closed) {
        this.target = target;
        this.closed = closed;
    }

    /** Whether another attempt may do better right away. */
    boolean mayPass(Throwable error) {
        Status.Code code = Status.fromThrowable(error).getCode();
        return !closed.getAsBoolean() && (code == Status.Code.UNAVAILABLE || code == Status.Code.DEADLINE_EXCEEDED);
    }

    /** Whether the registry itself said why it did not do what was asked. */
    boolean saysWhy(Throwable error) {
        return refusal(error, Status.fromThrowable(error)) != null;
    }

    /** The error as callers of the client see it. */
    Throwable map(Throwable error) {
        if (error instanceof RefusedException || error instanceof UnreachableException) {
            return error;
        }
        if (closed.getAsBoolean()) {
            return clientClosed();
        }
        if (error instanceof TimeoutException) {
            return new UnreachableException(
                    "registry at " + target + " was " + error.getMessage() + "; connect again", error);
        }
        if (error instanceof IllegalArgumentException) {
            return new UnreachableException(
                    "registry at " + target + " sent what this client cannot read: " + error.getMessage()
                            + "; do both have the same version?",
                    error);
        }
        if (!(error instanceof StatusRuntimeException)) {
            return error; // the caller's own, as from the frames that it links with
        }
        Status status = Status.fromThrowable(error);
        Refusal refusal = refusal(error, status);
        if (refusal == null) {
            return new UnreachableException(outage(status) + before(error), error);
        }
        return refusal.code() == Refusal.Code.UNAVAILABLE
                ? new UnreachableException(
                        "registry at " + target + " cannot do it now: " + refusal.message() + "; try again later",
                        error)
                : new RefusedException(refusal);
    }

    /** A call was cut off because the client was closed. */
    UnreachableException clientClosed() {
        return new UnreachableException("client closed");
    }

    private static @Nullable Refusal refusal(Throwable error, Status status) {
        ErrorInfo info = info(error);
        String message = status.getDescription() == null ? status.getCode().name() : status.getDescription();
        if (info != null) {
            for (Refusal.Code code : Refusal.Code.values()) {
                if (code.name().equals(info.getReason())) {
                    return new Refusal(code, message, info.getMetadataMap());
                }
            }
        }
        Refusal.Code code = switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE -> Refusal.Code.INVALID_ARGUMENT;
            case NOT_FOUND -> Refusal.Code.NOT_FOUND;
            case ALREADY_EXISTS -> Refusal.Code.ALREADY_EXISTS;
            case FAILED_PRECONDITION, PERMISSION_DENIED, UNAUTHENTICATED, UNIMPLEMENTED ->
                Refusal.Code.FAILED_PRECONDITION;
            default -> null;
        };
        return code == null
                ? null
                : new Refusal(code, message, Map.of("state", status.getCode().name()));
    }

    private static @Nullable ErrorInfo info(Throwable error) {
        com.google.rpc.Status details = StatusProto.fromThrowable(error);
        if (details == null) {
            return null;
        }
        for (Any detail : details.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    ErrorInfo info = detail.unpack(ErrorInfo.class);
                    if (info.getDomain().equals(DOMAIN)) {
                        return info;
                    }
                } catch (InvalidProtocolBufferException broken) {
                    return null;
                }
            }
        }
        return null;
    }

    /** What an attempt before was told, which the last one had no time to hear. */
    private static String before(Throwable error) {
        for (Throwable before : error.getSuppressed()) {
            Refusal refusal = refusal(before, Status.fromThrowable(before));
            if (refusal != null) {
                return "; before that it said: " + refusal.message();
            }
        }
        return "";
    }

    private String outage(Status status) {
        return switch (status.getCode()) {
            case UNAVAILABLE ->
                "registry at " + target + " cannot be reached: " + reason(status)
                        + "; see whether it runs and listens there, then try again";
            case DEADLINE_EXCEEDED ->
                "registry at " + target + " did not answer in time; see what keeps it busy, then try again";
            default ->
                "registry at " + target + " failed with " + status.getCode() + ": " + reason(status)
                        + "; see its log, then try again";
        };
    }

    private static String reason(Status status) {
        StringBuilder reason =
                new StringBuilder(status.getDescription() == null ? "no reason given" : status.getDescription());
        Throwable cause = status.getCause();
        if (cause != null && cause.getMessage() != null) {
            reason.append(": ").append(cause.getMessage());
        }
        return reason.toString();
    }
}
