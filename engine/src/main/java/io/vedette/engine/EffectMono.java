package io.vedette.engine;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;

/** An effect that runs each time it is subscribed, once its turn and a unit of the budget have come. */
final class EffectMono<K, T> extends Mono<T> {

    private final Effects<K> effects;
    private final Budget<EffectCall<K, ?>> budget;
    private final RunControl<K> run;
    private final String name;
    private final Mono<T> source;

    EffectMono(Effects<K> effects, Budget<EffectCall<K, ?>> budget, RunControl<K> run, String name, Mono<T> source) {
        this.effects = effects;
        this.budget = budget;
        this.run = run;
        this.name = name;
        this.source = source;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        actual.onSubscribe(new EffectCall<>(effects, budget, run, name, source, actual));
    }
}
