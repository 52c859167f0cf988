package org.meterline.ingest.rehearsal;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** DynamoDB, S3 and Secrets Manager, which take everything and keep nothing, and Twilio's media, which are one small file. */
public final class MadeUpCloud extends MadeUpServer {

    private static final String MEDIA = "/2010-04-01/";
    private static final String FILE = "/file";
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, (byte) 0xe0};

    private final Map<String, String> secrets;

    /** @param secrets their values by their ids */
    public MadeUpCloud(Map<String, String> secrets) {
        this.secrets = Map.copyOf(secrets);
        open();
    }

    /** Where all of it is. */
    public String origin() {
        return "http://" + address();
    }

    @Override
    void talk(Socket caller) throws IOException {
        var in = new BufferedInputStream(caller.getInputStream());
        var out = caller.getOutputStream();
        var request = line(in).split(" ", 3);
        var headers = headers(in);
        if (headers.getOrDefault("expect", "").startsWith("100")) {
            out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
        }
        var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
        var body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        if (request.length < 2) {
            return;
        }
        if (request[1].startsWith(MEDIA)) {
            say(out, "302 Found", "Location: " + origin() + FILE + "\r\n", new byte[0]);
        } else if (request[1].equals(FILE)) {
            say(out, "200 OK", "Content-Type: image/jpeg\r\n", JPEG);
        } else if (request[0].equals("PUT")) {
            say(out, "200 OK", "ETag: \"0\"\r\n", new byte[0]);
        } else {
            var answer = headers.getOrDefault("x-amz-target", "").endsWith(".GetSecretValue") ? secretIn(body) : "{}";
            say(out, "200 OK", "Content-Type: application/x-amz-json-1.1\r\n", answer.getBytes(StandardCharsets.UTF_8));
        }
    }

    private String secretIn(String question) {
        return secrets.entrySet().stream()
                .filter(secret -> question.contains('"' + secret.getKey() + '"'))
                .map(secret -> "{\"SecretString\":\"" + secret.getValue().replace("\"", "\\\"") + "\"}")
                .findFirst()
                .orElse("{}");
    }

    private static Map<String, String> headers(InputStream in) throws IOException {
        var headers = new HashMap<String, String>();
        for (var header = line(in); !header.isEmpty(); header = line(in)) {
            var colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        return headers;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (var b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            if (b != '\r') {
                line.append((char) b);
            }
        }
        return line.toString();
    }

    private static void say(OutputStream out, String status, String headers, byte[] body) throws IOException {
        var head = "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }
}
