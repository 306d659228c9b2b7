package com.example.announcer;

import io.vedette.domain.RepoId;
import io.vedette.observer.Blocking;
import io.vedette.observer.BlockingProcessor;
import io.vedette.observer.Cause;
import io.vedette.observer.Processor;
import io.vedette.observer.RepoInfo;
import io.vedette.observer.plugin.Plugin;
import java.io.IOException;

/** Announces a repository when it is opened, and takes that back when it is closed or the observer ends. */
final class Announcer implements Plugin, BlockingProcessor {

    private final Announcements announcements;
    private final Blocking threads = Blocking.on(1);

    Announcer(Announcements announcements) {
        this.announcements = announcements;
    }

    @Override
    public Processor processor() {
        return threads.processor(this);
    }

    @Override
    public void enableRepo(RepoInfo info, Cause cause) throws IOException {
        announcements.put(info.repo(), info.path());
    }

    @Override
    public void disableRepo(RepoId repo, Cause cause) throws IOException {
        announcements.remove(repo);
    }

    @Override
    public void close() throws IOException {
        threads.dispose();
        announcements.close();
    }
}
