package org.meterline.emulators;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;

/** Secrets Manager and SSM's parameters, as far as Meterline asks them: values by name, in one file. */
public final class Secrets {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;

    private final SecretFile file;

    private Secrets(SecretFile file) {
        this.file = file;
    }

    public static void main(String[] arguments) throws IOException {
        var settings = Settings.ofThisProcess();
        var secrets = new Secrets(new SecretFile(settings.state()));
        var server = HttpServer.create(new InetSocketAddress(Settings.LOOPBACK, settings.port()), 0);
        server.createContext("/", secrets::answer);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            var target = String.valueOf(exchange.getRequestHeaders().getFirst("X-Amz-Target"));
            var request = JSON.readTree(exchange.getRequestBody());
            try {
                send(exchange, OK, perform(target, request));
            } catch (AwsError error) {
                send(exchange, BAD_REQUEST, error.body());
            }
        }
    }

    private ObjectNode perform(String target, JsonNode request) throws IOException {
        return switch (target) {
            case "secretsmanager.CreateSecret" -> file.create(text(request, "Name"), text(request, "SecretString"));
            case "secretsmanager.PutSecretValue", "secretsmanager.UpdateSecret" ->
                file.put(text(request, "SecretId"), text(request, "SecretString"));
            case "secretsmanager.GetSecretValue" -> file.get(text(request, "SecretId"));
            case "AmazonSSM.PutParameter" -> file.putParameter(text(request, "Name"), text(request, "Value"));
            case "AmazonSSM.GetParameter" -> file.getParameter(text(request, "Name"));
            default -> throw new AwsError("UnknownOperationException", "not emulated: " + target);
        };
    }

    private static String text(JsonNode request, String field) {
        var value = request.path(field);
        if (!value.isTextual()) {
            throw new AwsError("ValidationException", field + " is missing");
        }
        return value.asText();
    }

    private static void send(HttpExchange exchange, int status, ObjectNode body) throws IOException {
        var bytes = JSON.writeValueAsBytes(body);
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
