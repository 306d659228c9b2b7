package io.vedette.gitshadow;

/** An {@link InitPolicy} refused a directory. It lasts until the directory or the policy changes. */
public final class InitRefused extends ShadowException {

    /**
     * A refusal.
     *
     * @param reason the policy's reason, which names limit and count
     */
    public InitRefused(String reason) {
        super(reason, false, null);
    }
}
