package io.vedette.client.internal;

import io.grpc.EquivalentAddressGroup;
import io.grpc.NameResolver;
import io.grpc.NameResolverProvider;
import io.grpc.NameResolverRegistry;
import io.grpc.Status;
import io.grpc.StatusOr;
import io.vedette.client.ClientConfig;
import io.vedette.client.RegistryAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Resolves targets that are a list of addresses, in its order: gRPC takes the first one that answers. gRPC finds it by
 * the scheme of the target, so it is registered once, for all clients.
 */
final class StaticAddresses extends NameResolverProvider {

    private static final String SCHEME = "vedette-static";

    static {
        NameResolverRegistry.getDefaultRegistry().register(new StaticAddresses());
    }

    private StaticAddresses() {}

    /** The target that stands for these addresses. */
    static String target(ClientConfig config) {
        try {
            return new URI(SCHEME, "", "/" + config.target(), null).toASCIIString();
        } catch (URISyntaxException broken) {
            throw new IllegalArgumentException("addresses " + config.target() + " cannot be written as a URI", broken);
        }
    }

    @Override
    public @Nullable NameResolver newNameResolver(URI target, NameResolver.Args args) {
        if (!SCHEME.equals(target.getScheme())) {
            return null;
        }
        List<RegistryAddress> addresses =
                ClientConfig.of(target.getPath().substring(1)).addresses();
        Executor offload = args.getOffloadExecutor();
        return new Resolver(addresses, offload == null ? Runnable::run : offload);
    }

    @Override
    public String getDefaultScheme() {
        return SCHEME;
    }

    @Override
    protected boolean isAvailable() {
        return true;
    }

    @Override
    protected int priority() {
        return 5;
    }

    @Override
    public Collection<Class<? extends SocketAddress>> getProducedSocketAddressTypes() {
        return List.of(InetSocketAddress.class);
    }

    private static final class Resolver extends NameResolver {
        private final List<RegistryAddress> addresses;
        private final Executor offload;
        private volatile @Nullable Listener2 listener;

        Resolver(List<RegistryAddress> addresses, Executor offload) {
            this.addresses = addresses;
            this.offload = offload;
        }

        @Override
        public String getServiceAuthority() {
            return addresses.get(0).toString();
        }

        @Override
        public void start(Listener2 to) {
            listener = to;
            refresh();
        }

        @Override
        public void refresh() {
            Listener2 to = listener;
            if (to != null) {
                offload.execute(() -> resolve(to));
            }
        }

        @Override
        public void shutdown() {
            listener = null;
        }

        private void resolve(Listener2 to) {
            List<EquivalentAddressGroup> found = new ArrayList<>();
            String unknown = "";
            for (RegistryAddress address : addresses) {
                try {
                    for (InetAddress one : InetAddress.getAllByName(address.host())) {
                        found.add(new EquivalentAddressGroup(new InetSocketAddress(one, address.port())));
                    }
                } catch (UnknownHostException nowhere) {
                    unknown = unknown + " " + address.host();
                }
            }
            if (found.isEmpty()) {
                to.onError(Status.UNAVAILABLE.withDescription("unknown host:" + unknown));
            } else {
                to.onResult(ResolutionResult.newBuilder()
                        .setAddressesOrError(StatusOr.fromValue(found))
                        .build());
            }
        }
    }
}
