package io.vedette.client;

/**
 * Where a registry server listens.
 *
 * @param host a name or an IP address, without the brackets of IPv6
 * @param port 1 to 65535
 */
public record RegistryAddress(String host, int port) {

    /** Checks the parts. */
    public RegistryAddress {
        if (host.isBlank() || port < 1 || port > 65_535) {
            throw new IllegalArgumentException(
                    "a registry's address is HOST:PORT with a port from 1 to 65535, not \"" + host + ":" + port + "\"");
        }
    }

    /**
     * Reads {@code HOST:PORT}; IPv6 addresses stand in brackets.
     *
     * @throws IllegalArgumentException if it is something else
     */
    public static RegistryAddress of(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 0 ? "" : text.substring(0, colon).strip();
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            host = host.substring(1, host.length() - 1);
        }
        String port = text.substring(colon + 1).strip();
        if (host.isEmpty() || !port.matches("[0-9]{1,5}") || (!bracketed && host.indexOf(':') >= 0)) {
            throw new IllegalArgumentException("a registry's address is HOST:PORT, not \"" + text + "\"");
        }
        return new RegistryAddress(host, Integer.parseInt(port));
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
