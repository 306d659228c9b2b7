package io.vedette.gitshadow.internal.snapshot;

import io.vedette.domain.Omission;
import io.vedette.domain.Omissions;
import java.util.ArrayList;
import java.util.List;

/** Collects omissions: lists the first ones and counts them all. */
final class OmissionList {
    private final List<Omission> first = new ArrayList<>();
    private int count;

    void add(String path, String reason) {
        if (first.size() < Omissions.LISTED) {
            first.add(new Omission(path, reason));
        }
        count++;
    }

    Omissions toOmissions() {
        return new Omissions(first, count);
    }
}
