package io.vedette.gitshadow;

import io.vedette.domain.Omissions;
import org.jspecify.annotations.Nullable;

/**
 * A repository's shadow as it is now.
 *
 * @param head the newest commit, 40 hexadecimal digits
 * @param files regular files and symbolic links in it
 * @param omissions what it could not hold
 * @param enabled whether clients may have it
 * @param frozen whether its directory has been made read-only
 * @param uploads how many clients it is being sent to
 * @param failure why the directory cannot be followed at the moment, or null
 */
public record ShadowStatus(
        String head,
        int files,
        Omissions omissions,
        boolean enabled,
        boolean frozen,
        int uploads,
        @Nullable String failure) {

    /** The commit in short, as people write it. */
    public String shortHead() {
        return head.substring(0, Math.min(10, head.length()));
    }
}
