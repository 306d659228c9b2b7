/**
 * The typed reactive client of a registry. Start with {@link io.vedette.client.RegistryClients}, which makes a
 * {@link io.vedette.client.RegistryClient}.
 */
@NullMarked
package io.vedette.client;

import org.jspecify.annotations.NullMarked;
