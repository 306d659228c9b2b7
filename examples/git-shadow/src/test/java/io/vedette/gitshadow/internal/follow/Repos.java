package io.vedette.gitshadow.internal.follow;

import io.vedette.domain.Author;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.observer.RepoInfo;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/** Repositories that are only followed by name. */
final class Repos {
    private Repos() {}

    static Followed followed(String name, long now) {
        return new Followed(
                new RepoInfo(
                        new RepoId(UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8))),
                        RegistryId.ofName("exreg"),
                        new RepoPath("/demo/" + name),
                        new Author("Ada <ada@example.com>"),
                        new Host("localhost"),
                        new HostPath("/data/" + name),
                        null,
                        Omissions.NONE),
                Pace.standard(),
                now);
    }
}
