package io.vedette.domain.codec;

import io.vedette.domain.Omissions;
import io.vedette.proto.v1.Omission;
import java.util.List;

/** What a shadow cannot hold, on the wire. */
public final class WireOmissions {

    private WireOmissions() {}

    /** Writes the listed ones. */
    public static List<Omission> write(Omissions omissions) {
        return omissions.first().stream()
                .map(one -> Omission.newBuilder()
                        .setPath(one.path())
                        .setReason(one.reason())
                        .build())
                .toList();
    }

    /** Reads them; throws {@link IllegalArgumentException} where more are listed than allowed. */
    public static Omissions read(List<Omission> listed, int count) {
        return new Omissions(
                listed.stream()
                        .map(one -> new io.vedette.domain.Omission(one.getPath(), one.getReason()))
                        .toList(),
                count);
    }
}
