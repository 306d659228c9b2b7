/** The registry: journals, aggregates, process managers, the signal hub and the gRPC services. */
@NullMarked
package io.vedette.server;

import org.jspecify.annotations.NullMarked;
