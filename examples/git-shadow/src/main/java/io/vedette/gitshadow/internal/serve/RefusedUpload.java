package io.vedette.gitshadow.internal.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.UploadPack;
import org.jspecify.annotations.Nullable;

/** Answers a client with one line of text, which git shows as {@code fatal: remote error: …}. */
final class RefusedUpload extends UploadPack {
    private final String reason;

    RefusedUpload(RefusedRepository repository) {
        super(repository);
        this.reason = repository.reason();
    }

    @Override
    public void upload(InputStream input, OutputStream output, @Nullable OutputStream messages) throws IOException {
        refuse(output, reason);
    }

    static void refuse(OutputStream output, String reason) throws IOException {
        PacketLineOut line = new PacketLineOut(output);
        line.writeString("ERR " + reason);
        line.flush();
    }
}
