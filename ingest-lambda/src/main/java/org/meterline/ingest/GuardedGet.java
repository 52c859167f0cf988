package org.meterline.ingest;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private static final int HEADER_LINES_MAX = 100;
    private static final int LINE_BYTES_MAX = 8_192;

    /** A name, or the numbers in its place, that a socket is connected to. */
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    /** What came back. The body is only read of a 200. */
    record Response(int status, Map<String, String> headers, byte[] body) {}

    /** The body is longer than what was asked for. */
    static final class TooLarge extends IOException {
        TooLarge() {
            super("the body is too large");
        }
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
    Response get(Origin origin, String target, @Nullable String authorization, int bytesMax, Deadline deadline)
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
            return response(new BufferedInputStream(new TimedStream(socket, deadline)), bytesMax);
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

    private static Response response(InputStream in, int bytesMax) throws IOException {
        int status;
        Map<String, String> headers;
        do { // interim answers come before the real one
            status = statusOf(line(in));
            headers = headers(in);
        } while (status / 100 == 1);
        return new Response(status, headers, status == 200 ? body(in, headers, bytesMax) : new byte[0]);
    }

    private static int statusOf(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5]\\d\\d( .*)?")) {
            throw new IOException("not an HTTP/1 answer");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (var i = 0; i < HEADER_LINES_MAX; i++) {
            var line = line(in);
            if (line.isEmpty()) {
                return headers;
            }
            var colon = line.indexOf(':');
            if (colon > 0) {
                headers.put(
                        line.substring(0, colon).toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        throw new IOException("too many headers");
    }

    private static byte[] body(InputStream in, Map<String, String> headers, int bytesMax) throws IOException {
        var body = new ByteArrayOutputStream();
        var length = headers.get("content-length");
        if (headers.getOrDefault("transfer-encoding", "").equalsIgnoreCase("chunked")) {
            for (var size = chunkSize(in); size > 0; size = chunkSize(in)) {
                copy(in, size, body, bytesMax);
                if (!line(in).isEmpty()) {
                    throw new IOException("a chunk does not end");
                }
            }
        } else if (length != null) {
            copy(in, number(length, 10), body, bytesMax);
        } else {
            body.writeBytes(in.readNBytes(bytesMax + 1));
            refuseMoreThan(bytesMax, body.size());
        }
        return body.toByteArray();
    }

    private static long chunkSize(InputStream in) throws IOException {
        var line = line(in);
        var semicolon = line.indexOf(';');
        return number((semicolon < 0 ? line : line.substring(0, semicolon)).strip(), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix) & Long.MAX_VALUE;
        } catch (NumberFormatException notANumber) {
            throw new IOException("not a length", notANumber);
        }
    }

    private static void copy(InputStream in, long bytes, ByteArrayOutputStream body, int bytesMax) throws IOException {
        refuseMoreThan(bytesMax, body.size() + Math.min(bytes, Integer.MAX_VALUE));
        var read = in.readNBytes((int) bytes);
        if (read.length < bytes) {
            throw new EOFException("the body was cut short");
        }
        body.writeBytes(read);
    }

    private static void refuseMoreThan(int bytesMax, long bytes) throws TooLarge {
        if (bytes > bytesMax) {
            throw new TooLarge();
        }
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (var c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer was cut short");
            }
            if (line.size() == LINE_BYTES_MAX) {
                throw new IOException("a header is too long");
            }
            line.write(c);
        }
        return line.toString(StandardCharsets.ISO_8859_1).stripTrailing();
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
