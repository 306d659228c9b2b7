package io.vedette.cli;

import io.vedette.client.RegistryClient;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.codec.WireIds;
import io.vedette.proto.v1.Repo;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How repositories are named on the command line: by id, or by path, which one registry may need to be named for. */
public final class Repos {

    @Option(names = "--registry", paramLabel = "NAME", description = "The registry that a path belongs to.")
    @Nullable
    String registry;

    /** The repository as it is now. */
    public Repo find(RegistryClient client, String which) {
        return find(client, which, registry);
    }

    /** The id of a repository that the registry has; refused if it has none. */
    public RepoId known(RegistryClient client, String which) {
        return new RepoId(WireIds.uuid(find(client, which).getId()));
    }

    /** The repository's id; a path is looked up. */
    public RepoId id(RegistryClient client, String which) {
        return id(client, which, registry);
    }

    /** The id of a repository of a registry, or of any where it is null. */
    public static RepoId id(RegistryClient client, String which, @Nullable String registry) {
        return isPath(which)
                ? new RepoId(WireIds.uuid(find(client, which, registry).getId()))
                : RepoId.of(which);
    }

    private static Repo find(RegistryClient client, String which, @Nullable String registry) {
        Repo found = Connection.await(
                isPath(which) ? client.repo(registry, new RepoPath(which)) : client.repo(RepoId.of(which)));
        if (found == null) {
            throw new UserError(Exit.REFUSED, "there is no repository " + which);
        }
        return found;
    }

    /** Whether a name is a path and no id. */
    public static boolean isPath(String which) {
        return which.startsWith("/");
    }
}
