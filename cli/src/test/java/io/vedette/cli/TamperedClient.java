package io.vedette.cli;

import io.vedette.client.RegistryClient;
import io.vedette.client.SignalFrame;
import io.vedette.client.UnreachableException;
import io.vedette.domain.AggregateId;
import io.vedette.domain.AggregateKind;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** A client of a real registry whose signals can be cut, and which can be made to show no repository's history. */
final class TamperedClient implements InvocationHandler {

    private final RegistryClient real;
    private final Sinks.Empty<SignalFrame> cut = Sinks.empty();
    private volatile boolean lagging;

    TamperedClient(RegistryClient real) {
        this.real = real;
    }

    RegistryClient client() {
        return (RegistryClient) Proxy.newProxyInstance(
                RegistryClient.class.getClassLoader(), new Class<?>[] {RegistryClient.class}, this);
    }

    /** From now on signals do not come; all else works. */
    void cutSignals() {
        cut.tryEmitError(new UnreachableException("the line was cut"));
    }

    /** From now on the histories of repositories look empty, as on a server that is behind. */
    TamperedClient lagging() {
        lagging = true;
        return this;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
        try {
            Object answer = method.invoke(real, args);
            return switch (method.getName()) {
                case "signals" -> Flux.merge((Flux<?>) answer, cut.asMono());
                case "read" -> lagging && ((AggregateId) args[0]).kind() == AggregateKind.REPO ? Flux.empty() : answer;
                default -> answer;
            };
        } catch (InvocationTargetException thrown) {
            throw thrown.getTargetException();
        }
    }
}
