package io.vedette.observer.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.vedette.domain.Host;
import io.vedette.domain.HostPath;
import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.observer.internal.Conditions.Finding;
import io.vedette.observer.internal.repo.Scope;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RootsTest {

    @Test
    void aPrefixAtOrAboveOrBelowARootOfItsHostIsWell() {
        Roots roots = roots("h1", "/ex", "/", "/ex/a/b");
        roots.take(added("/ex/a", "h1"));
        roots.take(added("/ex", "h1"));

        assertThat(roots.findings()).isEmpty();
    }

    @Test
    void aPrefixBesideAllRootsIsToldWithTheRoots() {
        Roots roots = roots("h1", "/ex", "/exx");
        roots.take(added("/ex", "h1"));
        roots.take(added("/data", "h2"));

        assertThat(roots.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.subject()).isEqualTo("prefix /exx");
            assertThat(finding.why())
                    .isEqualTo("no root of registry exreg is at, above or below it; its roots are"
                            + " /data on h2, /ex on h1");
        });
    }

    @Test
    void aRootOnAnotherHostIsToldWithBothHosts() {
        Roots roots = roots("h1", "/ex");
        roots.take(added("/ex", "h2"));

        assertThat(roots.findings())
                .extracting(Finding::why)
                .containsExactly("the roots of registry exreg there are on other hosts than this observer's, h1:"
                        + " /ex on h2");
    }

    @Test
    void anObserverOfAnyHostTakesRootsOfAll() {
        Roots roots = roots(null, "/ex");
        roots.take(added("/ex", "h2"));

        assertThat(roots.findings()).isEmpty();
    }

    @Test
    void aRootThatIsRemovedIsMissed() {
        Roots roots = roots(null, "/ex");
        roots.take(added("/ex", "h2"));
        roots.take(new RegistryEvent.RootRemoved(new RepoPath("/ex")));

        assertThat(roots.findings())
                .extracting(Finding::why)
                .containsExactly("registry exreg has no root, so it takes no repository at or below /ex");
    }

    private static Roots roots(@Nullable String host, String... prefixes) {
        List<RepoPath> paths = Stream.of(prefixes).map(RepoPath::new).toList();
        return new Roots("exreg", new Scope(paths, host == null ? null : new Host(host)));
    }

    private static RegistryEvent added(String path, String host) {
        return new RegistryEvent.RootAdded(new Root(new RepoPath(path), new Host(host), new HostPath("/data")));
    }
}
