package io.vedette.gitshadow;

import io.vedette.gitshadow.internal.follow.Pace;
import io.vedette.gitshadow.internal.snapshot.ScanListener;
import io.vedette.observer.RepoInfo;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import reactor.core.scheduler.Scheduler;

/** All that a file server is made of. */
record GitShadowConfig(
        Path shadowFolder,
        InetSocketAddress listen,
        boolean insecure,
        InitPolicy policy,
        Clock clock,
        @Nullable Scheduler scheduler,
        Duration drainPatience,
        int maxUploads,
        Pace pace,
        ScanListener listener,
        BiConsumer<RepoInfo, String> onCommit) {}
