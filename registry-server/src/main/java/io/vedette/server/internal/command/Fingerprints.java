package io.vedette.server.internal.command;

import com.google.protobuf.CodedOutputStream;
import io.vedette.domain.Event.Bytes;
import io.vedette.proto.v1.CommandRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Digests of commands: the first 16 bytes of SHA-256 over the content. The id is no part of it, nor is the expected
 * version: who asks again with the version that their own first request led to means the same command.
 */
public final class Fingerprints {

    private static final int LENGTH = 16;

    private Fingerprints() {}

    /** The fingerprint of a command as it was received. */
    public static Bytes of(CommandRequest request) {
        CommandRequest content =
                request.toBuilder().clearCommandId().clearExpectedVersion().build();
        byte[] serialised = new byte[content.getSerializedSize()];
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(serialised);
            out.useDeterministicSerialization();
            content.writeTo(out);
            out.checkNoSpaceLeft();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return digest(serialised);
    }

    /** The fingerprint of a step that the registry takes itself. */
    public static Bytes ofStep(String step) {
        return digest(step.getBytes(StandardCharsets.UTF_8));
    }

    private static Bytes digest(byte[] content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
            return Bytes.copyOf(Arrays.copyOf(digest, LENGTH));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }
}
