package org.meterline.ingest;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP GET whose socket goes to the very address that was judged. The JDK's clients resolve a name by themselves, after any
 * check of ours, and a name can lead elsewhere the second time; so this one resolves once, refuses private addresses, and
 * connects to what it resolved. It never follows a redirect, keeps no connection, and bounds time, headers and body.
 */
final class GuardedGet {

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    /** A name, or the numbers in its place, that a socket is connected to. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** A name leads to an address that is not public. */
    static final class PrivateAddress extends IOException {
        PrivateAddress(String host) {
            super(host + " leads to a private address");
        }
    }

    private final Resolver resolver;
    private final SSLSocketFactory tls;

    GuardedGet(Resolver resolver, SSLSocketFactory tls) {
        this.resolver = resolver;
        this.tls = tls;
    }

    /**
     * Gets a resource.
     *
     * @param target path and query, as they go into the request line
     * @param authorization the header's value; null for none
     */
    HttpAnswer get(Origin origin, String target, @Nullable String authorization, int bytesMax, Deadline deadline)
            throws IOException {
        if (!target.startsWith("/") || target.chars().anyMatch(c -> c <= ' ' || c > '~')) {
            throw new IOException("not a request target");
        }
        try (var socket = connect(origin, deadline)) {
            var request = "GET " + target + " HTTP/1.1\r\nHost: " + origin.authority()
                    + "\r\nUser-Agent: meterline\r\nAccept-Encoding: identity\r\nConnection: close\r\n"
                    + (authorization == null ? "" : "Authorization: " + authorization + "\r\n") + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            return HttpAnswer.read(new BufferedInputStream(new TimedStream(socket, deadline)), bytesMax);
        }
    }

    private Socket connect(Origin origin, Deadline deadline) throws IOException {
        IOException last = new UnknownHostException(origin.host());
        for (var address : addresses(origin)) {
            var socket = new Socket();
            try {
                socket.connect(new InetSocketAddress(address, origin.port()), deadline.socketMillis(CONNECT_MAX));
                return origin.isTls() ? secured(socket, origin, deadline) : socket;
            } catch (IOException failure) {
                socket.close();
                last = failure;
            }
        }
        throw last;
    }

    /** An address that the operator wrote down is used as it is; a name may only lead to public ones, with no exception. */
    private List<InetAddress> addresses(Origin origin) throws IOException {
        var literal = origin.literal();
        if (literal != null) {
            return List.of(literal);
        }
        var addresses = List.of(resolver.resolve(origin.host()));
        if (!addresses.stream().allMatch(PublicAddress::is)) {
            throw new PrivateAddress(origin.host());
        }
        return addresses;
    }

    private Socket secured(Socket socket, Origin origin, Deadline deadline) throws IOException {
        socket.setSoTimeout(deadline.socketMillis(Duration.ofHours(1)));
        var secured = (SSLSocket) tls.createSocket(socket, origin.host(), origin.port(), true);
        var parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS"); // without it any valid certificate would do
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
    }

    /** A socket's stream on which every read ends with the deadline: one that drips cannot outlast it. */
    private static final class TimedStream extends InputStream {

        private static final Duration NO_LIMIT_OF_ITS_OWN = Duration.ofHours(1);

        private final Socket socket;
        private final InputStream in;
        private final Deadline deadline;

        TimedStream(Socket socket, Deadline deadline) throws IOException {
            this.socket = socket;
            this.in = socket.getInputStream();
            this.deadline = deadline;
        }

        @Override
        public int read() throws IOException {
            socket.setSoTimeout(deadline.socketMillis(NO_LIMIT_OF_ITS_OWN));
            return in.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            socket.setSoTimeout(deadline.socketMillis(NO_LIMIT_OF_ITS_OWN));
            return in.read(buffer, offset, length);
        }
    }
}
