package io.vedette.cli;

import java.net.InetSocketAddress;

/**
 * An address to listen on, as {@code 127.0.0.1:7420} or {@code [::1]:7420}.
 *
 * @param host a name or an address
 * @param port 0 for any free one
 */
public record HostPort(String host, int port) {

    /**
     * Reads the text form.
     *
     * @throws IllegalArgumentException if it is not HOST:PORT
     */
    public static HostPort parse(String text) {
        int colon = text.lastIndexOf(':');
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            String host = text.substring(0, Math.max(colon, 0)).replaceAll("^\\[|\\]$", "");
            if (colon > 0 && port >= 0 && port <= 65535 && !host.isEmpty()) {
                return new HostPort(host, port);
            }
        } catch (NumberFormatException notANumber) {
            // falls through to the one message for all
        }
        throw new IllegalArgumentException("\"" + text + "\" is not an address; give it as HOST:PORT");
    }

    /** A resolved address, as a listener gives it. */
    public static HostPort of(InetSocketAddress address) {
        return new HostPort(address.getAddress().getHostAddress(), address.getPort());
    }

    /** The address as a socket takes it. */
    public InetSocketAddress socket() {
        return new InetSocketAddress(host, port);
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
