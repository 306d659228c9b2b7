package io.vedette.testkit.contract;

import io.vedette.domain.RemoteSpec;
import io.vedette.observer.Blocking;
import io.vedette.observer.Initializer;
import io.vedette.observer.Processor;
import io.vedette.testkit.kill.Hook;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Implementors that break no rule. */
final class RightOnes {

    private RightOnes() {}

    static class OpensFiles extends ProcessorContract {
        @Nullable
        Blocking threads;

        OpenFiles files(Site site) throws IOException {
            return new OpenFiles(site.scratch());
        }

        @Override
        protected Processor open(Site site) throws Exception {
            threads = Blocking.on(1);
            return threads.processor(files(site));
        }

        @Override
        protected void close(Processor processor) {
            if (threads != null) {
                threads.dispose();
            }
        }

        @Override
        protected boolean canFreeze() {
            return true;
        }

        @Override
        protected List<Hook> hooks() {
            return List.of(
                    Hook.after(OpenFiles.class, "enableRepo"),
                    Hook.before(OpenFiles.class, "disableRepo").saying("disable"));
        }
    }

    static class CopiesFiles extends InitializerContract {
        @Nullable
        Blocking threads;

        Copies copies(Site site) {
            return new Copies(site.shadows());
        }

        @Override
        protected Initializer open(Site site) throws Exception {
            threads = Blocking.on(1);
            return threads.initializer(copies(site));
        }

        @Override
        protected void close(Initializer initializer) {
            if (threads != null) {
                threads.dispose();
            }
        }

        @Override
        protected boolean canMove() {
            return true;
        }

        @Override
        protected RemoteSpec remote() {
            return new RemoteSpec("git@example.com:ex/a");
        }
    }
}
