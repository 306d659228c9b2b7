/** What the services share of gRPC: answering by demand, statuses, where to listen. */
@NullMarked
package io.vedette.server.internal.grpc;

import org.jspecify.annotations.NullMarked;
