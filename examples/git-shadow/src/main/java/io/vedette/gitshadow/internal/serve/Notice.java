package io.vedette.gitshadow.internal.serve;

import java.util.Collection;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.transport.PreUploadHook;
import org.eclipse.jgit.transport.UploadPack;

/**
 * Tells a client something when it is about to get objects, which git shows as {@code remote: …}. One that asks for no
 * progress, as git does when it does not write to a terminal, hears nothing.
 */
final class Notice implements PreUploadHook {
    private final String text;

    Notice(String text) {
        this.text = text;
    }

    @Override
    public void onBeginNegotiateRound(UploadPack upload, Collection<? extends ObjectId> wants, int offered) {}

    @Override
    public void onEndNegotiateRound(
            UploadPack upload, Collection<? extends ObjectId> wants, int common, int notFound, boolean ready) {}

    @Override
    public void onSendPack(
            UploadPack upload, Collection<? extends ObjectId> wants, Collection<? extends ObjectId> haves) {
        upload.sendMessage(text);
    }
}
