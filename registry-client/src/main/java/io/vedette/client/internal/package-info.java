/** The client over gRPC. {@link io.vedette.client.internal.GrpcCalls} alone touches gRPC's calls; all else sees Mono and Flux. */
@NullMarked
package io.vedette.client.internal;

import org.jspecify.annotations.NullMarked;
