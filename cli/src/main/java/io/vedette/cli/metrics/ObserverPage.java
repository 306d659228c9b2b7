package io.vedette.cli.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vedette.cli.HostPort;
import io.vedette.observer.Health;
import io.vedette.observer.Observer;
import io.vedette.observer.ObserverBuilder;
import io.vedette.observer.ObserverGauges;
import io.vedette.observer.ObserverListener;
import io.vedette.observer.micrometer.ObserverMetrics;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The meters and the health of one observer, and of the process that it runs in, over HTTP. */
public final class ObserverPage implements AutoCloseable {

    /** Heartbeats come every five seconds, and a connection without them is replaced after fifteen. */
    private static final Duration STALE = Duration.ofSeconds(20);

    private static final Set<String> WITH_BUCKETS = Set.of("observer.effects", "observer.reads");

    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ObserverMetrics metrics = new ObserverMetrics();
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MetricsPage page;
    private volatile @Nullable Observer observer;

    private ObserverPage(HostPort listen, boolean insecure) {
        meters.config().meterFilter(new Buckets());
        metrics.bindTo(meters);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmThreadMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        new FileDescriptorMetrics().bindTo(meters);
        new UptimeMetrics().bindTo(meters);
        collections.bindTo(meters);
        page = MetricsPage.open(listen, insecure, meters::scrape, this::health);
    }

    /** Listens; the observer may come later. */
    public static ObserverPage open(HostPort listen, boolean insecure) {
        return new ObserverPage(listen, insecure);
    }

    /** Lets an observer that is built tell this page. */
    public ObserverBuilder follow(ObserverBuilder builder) {
        return builder.listener(metrics).listener(new ObserverListener() {
            @Override
            public void attached(Observer built) {
                observer = built;
            }
        });
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return page.address();
    }

    private MetricsPage.Verdict health() {
        Observer there = observer;
        if (there == null) {
            return new MetricsPage.Verdict(false, "STARTING: there is no observer yet");
        }
        ObserverGauges now = there.gauges();
        Health health = now.health();
        boolean stale = now.staleness().compareTo(STALE) > 0;
        String text = health.status() + " since " + health.since() + ": " + health.reason();
        return stale && health.isUp()
                ? new MetricsPage.Verdict(false, text + ", but the last one came " + now.staleness() + " ago")
                : new MetricsPage.Verdict(health.isUp(), text);
    }

    @Override
    public void close() {
        page.close();
        collections.close();
        meters.close();
    }

    /** Buckets of 10 ms to a minute for what the observer times. */
    private static final class Buckets implements MeterFilter {
        @Override
        public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
            if (!WITH_BUCKETS.contains(id.getName())) {
                return config;
            }
            double[] nanos = Stream.of(10, 100, 1_000, 10_000, 60_000)
                    .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
                    .toArray();
            return DistributionStatisticConfig.builder()
                    .serviceLevelObjectives(nanos)
                    .build()
                    .merge(config);
        }
    }
}
