package io.vedette.gitshadow;

import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.testkit.contract.ProcessorContract;
import io.vedette.testkit.contract.Site;
import java.util.List;
import java.util.Map;

class ProcessorContractTest extends ProcessorContract {

    @Override
    protected Processor open(Site site) {
        return start(site);
    }

    private static GitShadow start(Site site) {
        return GitShadow.builder(site.shadows())
                .clock(InitializerContractTest.CLOCK)
                .start();
    }

    @Override
    protected RepoInfo prepare(Site site, RepoInfo repo) throws Exception {
        site.makeTree(repo);
        try (GitShadow shadow = start(site)) {
            return Server.get(shadow.initRepo(repo.repo(), Server.cause(repo, "init")));
        }
    }

    @Override
    protected boolean canFreeze() {
        return true;
    }

    /** Freezes are killed between any two steps elsewhere, with more than a few files. */
    @Override
    protected int mostKills(String call) {
        return call.endsWith("freezeRepo") ? 8 : Integer.MAX_VALUE;
    }

    /** Also what clients find. */
    @Override
    protected Map<String, String> state(Site site, Processor processor) throws Exception {
        Map<String, String> facts = site.files(InitializerContractTest::counts);
        GitShadow shadow = (GitShadow) processor;
        String server = "git://127.0.0.1:" + shadow.address().getPort();
        for (RepoInfo repo : site.repositories()) {
            for (String path : List.of(repo.path().value(), "/contract/elsewhere/" + repo.repo())) {
                String refusal = Git.attempt(site.folder(), new byte[0], "ls-remote", "-q", server + path)
                        .errors();
                facts.put("git://" + path, refusal.isEmpty() ? "served" : "refused");
            }
        }
        return facts;
    }

    @Override
    protected List<String> javaOptions() {
        return InitializerContractTest.JAVA_OPTIONS;
    }

    @Override
    protected boolean isShared(Thread thread) {
        return thread.getName().startsWith("JGit-");
    }
}
