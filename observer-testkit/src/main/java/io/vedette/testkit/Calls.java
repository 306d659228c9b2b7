package io.vedette.testkit;

import io.vedette.domain.RepoId;
import io.vedette.testkit.history.CallName;
import io.vedette.testkit.history.ExpectedCall;
import java.util.Map;

/**
 * Words for the calls that a test expects. Repositories are named as in history files: by a UUID or an alias. Only the
 * fields that are given by {@link ExpectedCall#with} are compared.
 */
public final class Calls {

    private Calls() {}

    /** {@code initializer.getRepo}. */
    public static ExpectedCall getRepo(String repo) {
        return call(CallName.GET_REPO, repo);
    }

    /** {@code initializer.initRepo}. */
    public static ExpectedCall initRepo(String repo) {
        return call(CallName.INIT_REPO, repo);
    }

    /** {@code initializer.attachRemote}. */
    public static ExpectedCall attachRemote(String repo) {
        return call(CallName.ATTACH_REMOTE, repo);
    }

    /** {@code processor.enableRepo}. */
    public static ExpectedCall enableRepo(String repo) {
        return call(CallName.ENABLE_REPO, repo);
    }

    /** {@code processor.disableRepo}. */
    public static ExpectedCall disableRepo(String repo) {
        return call(CallName.DISABLE_REPO, repo);
    }

    /** {@code command.confirmShadow}. */
    public static ExpectedCall confirmShadow(String repo) {
        return call(CallName.CONFIRM_SHADOW, repo);
    }

    /** {@code command.confirmRemote}. */
    public static ExpectedCall confirmRemote(String repo) {
        return call(CallName.CONFIRM_REMOTE, repo);
    }

    /** {@code command.setRepoError}. */
    public static ExpectedCall setRepoError(String repo) {
        return call(CallName.SET_REPO_ERROR, repo);
    }

    /** Any call of a repository. */
    public static ExpectedCall call(CallName name, String repo) {
        return new ExpectedCall(name, new RepoId(Chronicle.id(repo)), Map.of());
    }
}
