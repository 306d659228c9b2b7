package io.vedette.testkit;

import io.vedette.domain.Author;
import io.vedette.domain.Event;
import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.Omissions;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RegistryId;
import io.vedette.domain.RemoteSpec;
import io.vedette.domain.RepoEvent;
import io.vedette.domain.RepoId;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.testkit.history.Names;
import java.util.UUID;

/**
 * Words for the events of one registry and its repositories, for histories that are told in code.
 *
 * <pre>{@code
 * Chronicle exreg = Chronicle.of("exreg", "/ex", "h1", "/data");
 * Chronicle.Repo foo = exreg.repo("foo", "/ex/a/foo");
 * fixture.given(exreg.registryAdded(), exreg.rootAdded(), foo.accepted(), foo.initStarted(), foo.added())
 * }</pre>
 *
 * <p>Repositories are named as in history files: by a UUID, or by an alias that stands for one.
 */
public final class Chronicle {

    private static final Author CREATOR = new Author("creator <creator@example.com>");

    private final String name;
    private final RegistryId id;
    private final Root root;

    private Chronicle(String name, Root root) {
        this.name = name;
        this.id = RegistryId.ofName(name);
        this.root = root;
    }

    /**
     * Words for a registry with one root.
     *
     * @param name the registry's name
     * @param path repositories at or below it
     * @param host are on this file server
     * @param hostPath below this directory
     */
    public static Chronicle of(String name, String path, String host, String hostPath) {
        return new Chronicle(name, new Root(new RepoPath(path), new Host(host), new HostPath(hostPath)));
    }

    static UUID id(String alias) {
        return new Names().id(alias);
    }

    /** REGISTRY_ADDED. */
    public Happening registryAdded() {
        return of(new RegistryEvent.RegistryAdded(name));
    }

    /** ROOT_ADDED. */
    public Happening rootAdded() {
        return of(new RegistryEvent.RootAdded(root));
    }

    /** ROOT_REMOVED. */
    public Happening rootRemoved() {
        return of(new RegistryEvent.RootRemoved(root.path()));
    }

    /** Any event of the registry. */
    public Happening of(Event event) {
        return new Happening(id.aggregate(), event, "");
    }

    /**
     * Words for a repository.
     *
     * @param alias its name in the history
     * @param path where it lives, at or below the root
     */
    public Repo repo(String alias, String path) {
        return new Repo(alias, new RepoPath(path));
    }

    /** Words for one repository. */
    public final class Repo {

        private final String alias;
        private final RepoId repo;
        private final RepoPath path;

        private Repo(String alias, RepoPath path) {
            this.alias = alias;
            this.repo = new RepoId(Chronicle.id(alias));
            this.path = path;
        }

        /** Its id. */
        public RepoId id() {
            return repo;
        }

        /** Where its shadow lies, as {@link #shadowCreated} has it. */
        public HostPath shadow() {
            return new HostPath("/shadow/" + repo);
        }

        /** REPO_ACCEPTED, of the registry. */
        public Happening accepted() {
            return ofRegistry(new RegistryEvent.RepoAccepted(repo, path, CREATOR));
        }

        /** REPO_ADDED, of the registry. */
        public Happening added() {
            return ofRegistry(new RegistryEvent.RepoAdded(repo, path));
        }

        /** REPO_INIT_STARTED. */
        public Happening initStarted() {
            return of(new RepoEvent.RepoInitStarted(id, path, CREATOR, root.host(), root.hostPathOf(path)));
        }

        /** SHADOW_REPO_CREATED, at {@link #shadow}. */
        public Happening shadowCreated() {
            return of(new RepoEvent.ShadowRepoCreated(shadow(), Omissions.NONE));
        }

        /** REPO_ERROR_SET. */
        public Happening errorSet(String message) {
            return of(new RepoEvent.RepoErrorSet(message));
        }

        /** REPO_ERROR_CLEARED. */
        public Happening errorCleared(String message) {
            return of(new RepoEvent.RepoErrorCleared(message));
        }

        /** REMOTE_ACCEPTED. */
        public Happening remoteAccepted(String remote) {
            return of(new RepoEvent.RemoteAccepted(new RemoteSpec(remote)));
        }

        /** REMOTE_CREATED. */
        public Happening remoteCreated(String remote) {
            return of(new RepoEvent.RemoteCreated(new RemoteSpec(remote)));
        }

        /** Any event of the repository. */
        public Happening of(Event event) {
            return new Happening(repo.aggregate(), event, alias);
        }

        private Happening ofRegistry(Event event) {
            return new Happening(id.aggregate(), event, alias);
        }
    }
}
