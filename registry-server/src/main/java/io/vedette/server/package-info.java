/** The registry: journals, aggregates, processes, subscriptions, gRPC. Start with {@link io.vedette.server.RegistryServer}. */
@NullMarked
package io.vedette.server;

import org.jspecify.annotations.NullMarked;
