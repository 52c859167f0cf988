package org.meterline.simulator.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The routes of one server: the first that fits method and path answers. */
public final class Router implements HttpHandler {

    private static final Logger log = LoggerFactory.getLogger(Router.class);
    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final List<Route> routes = new ArrayList<>();

    /** Answers one request. */
    public interface Door {
        Response answer(Request request) throws IOException, InterruptedException;
    }

    private record Route(String method, Pattern path, List<String> names, Door door) {}

    /** Adds a route. A variable, {@code {name}}, stands for one segment of the path. */
    public Router on(String method, String template, Door door) {
        var names = VARIABLE.matcher(template)
                .results()
                .map(found -> found.group(1))
                .toList();
        var path = new StringBuilder();
        var matcher = VARIABLE.matcher(template);
        var end = 0;
        while (matcher.find()) {
            path.append(Pattern.quote(template.substring(end, matcher.start()))).append("([^/]+)");
            end = matcher.end();
        }
        path.append(Pattern.quote(template.substring(end)));
        routes.add(new Route(method, Pattern.compile(path.toString()), names, door));
        return this;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            send(exchange, answer(exchange));
        }
    }

    private Response answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var known = false;
        for (var route : routes) {
            var match = route.path().matcher(path);
            if (match.matches()) {
                known = true;
                if (route.method().equals(exchange.getRequestMethod())) {
                    var variables = new HashMap<String, String>();
                    for (var i = 0; i < route.names().size(); i++) {
                        variables.put(route.names().get(i), match.group(i + 1));
                    }
                    return answer(route, exchange, variables);
                }
            }
        }
        return known ? problem(405, "not with this method") : problem(404, "nothing is here");
    }

    private static Response answer(Route route, HttpExchange exchange, Map<String, String> variables)
            throws IOException {
        try {
            return route.door().answer(Request.read(exchange, variables));
        } catch (Refusal refusal) {
            return problem(refusal.status(), String.valueOf(refusal.getMessage()));
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return new Response.HangUp();
        } catch (RuntimeException bug) { // the one catch-all: a request may fail, the server may not
            log.error("{} {} failed", route.method(), route.path(), bug);
            return problem(500, "the simulator has a bug; its log says more");
        }
    }

    private static Response problem(int status, String detail) {
        return Response.json(status, Map.of("status", status, "detail", detail));
    }

    private static void send(HttpExchange exchange, Response response) throws IOException {
        switch (response) {
            case Response.Whole(var status, var headers, var body) -> {
                headers.forEach(exchange.getResponseHeaders()::set);
                exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                if (body.length > 0) {
                    exchange.getResponseBody().write(body);
                }
            }
            case Response.BrokenOff(var contentType, var body) -> {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body, 0, body.length / 2);
                exchange.getResponseBody().flush();
            }
            case Response.Stream(var contentType, var writer) -> {
                exchange.getResponseHeaders().set("Content-Type", contentType);
                exchange.getResponseHeaders().set("Cache-Control", "no-store");
                exchange.sendResponseHeaders(200, 0);
                try {
                    writer.writeTo(exchange.getResponseBody());
                } catch (InterruptedException closing) {
                    Thread.currentThread().interrupt();
                }
            }
            case Response.HangUp() -> {
                // closing the exchange without headers closes the connection
            }
        }
    }
}
