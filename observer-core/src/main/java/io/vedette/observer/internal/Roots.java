package io.vedette.observer.internal;

import io.vedette.domain.RegistryEvent;
import io.vedette.domain.RepoPath;
import io.vedette.domain.Root;
import io.vedette.observer.internal.Conditions.Finding;
import io.vedette.observer.internal.repo.Scope;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The roots of a registry beside an observer's prefixes: a prefix that no root is at, above or below never sees a
 * repository that is new, and nothing else would say so.
 */
final class Roots {

    private final String registry;
    private final Scope scope;
    private final TreeMap<String, Root> roots = new TreeMap<>();

    Roots(String registry, Scope scope) {
        this.registry = registry;
        this.scope = scope;
    }

    void take(RegistryEvent event) {
        if (event instanceof RegistryEvent.RootAdded added) {
            roots.put(added.root().path().value(), added.root());
        } else if (event instanceof RegistryEvent.RootRemoved removed) {
            roots.remove(removed.path().value());
        }
    }

    void clear() {
        roots.clear();
    }

    /** What is wrong with the prefixes. */
    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        for (RepoPath prefix : scope.prefixes()) {
            Finding finding = finding(prefix);
            if (finding != null) {
                findings.add(finding);
            }
        }
        return findings;
    }

    private @Nullable Finding finding(RepoPath prefix) {
        String subject = "prefix " + prefix.value();
        List<Root> touching =
                roots.values().stream().filter(root -> touches(root, prefix)).toList();
        if (touching.stream().anyMatch(this::isHere)) {
            return null;
        }
        if (roots.isEmpty()) {
            return new Finding(
                    subject,
                    "registry " + registry + " has no root, so it takes no repository at or below " + prefix.value(),
                    add(prefix));
        }
        if (!touching.isEmpty()) {
            return new Finding(
                    subject,
                    "the roots of registry " + registry + " there are on other hosts than this observer's, "
                            + scope.host() + ": " + list(touching),
                    "start the observer with the root's --host, or see the roots: vedette get roots " + registry);
        }
        return new Finding(
                subject,
                "no root of registry " + registry + " is at, above or below it; its roots are " + list(roots.values()),
                "start the observer with a --prefix at or below one of them, or " + add(prefix));
    }

    private static boolean touches(Root root, RepoPath prefix) {
        return root.path().isAtOrBelow(prefix) || prefix.isAtOrBelow(root.path());
    }

    private boolean isHere(Root root) {
        return scope.host() == null || scope.host().equals(root.host());
    }

    private String add(RepoPath prefix) {
        String host = scope.host() == null ? "HOST" : scope.host().name();
        return "add one: vedette add root " + registry + " " + prefix.value() + " --host " + host
                + " --host-path DIRECTORY";
    }

    private static String list(Collection<Root> roots) {
        return roots.stream()
                .map(root -> root.path().value() + " on " + root.host().name())
                .collect(Collectors.joining(", "));
    }
}
