package org.meterline.simulator.control;

import java.io.IOException;
import java.util.Map;
import org.meterline.simulator.http.Response;
import org.meterline.simulator.http.Router;

/** The chat page: three files and a strict policy. Nothing is loaded from anywhere else. */
public final class PageDoor {

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final Map<String, String> FILES = Map.of(
            "/", "index.html",
            "/chat.css", "chat.css",
            "/chat.js", "chat.js",
            "/panel.js", "panel.js",
            "/dom.js", "dom.js",
            "/icon.svg", "icon.svg");
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    public void addTo(Router router) {
        FILES.forEach((path, file) -> router.on("GET", path, Neighbours.only(request -> show(file))));
    }

    private static Response show(String file) throws IOException {
        try (var content = PageDoor.class.getResourceAsStream("/page/" + file)) {
            if (content == null) {
                throw new IllegalStateException("the page is not in the jar: " + file);
            }
            var type = TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "text/plain");
            return Response.bytes(200, type, content.readAllBytes())
                    .with("Content-Security-Policy", POLICY)
                    .with("X-Content-Type-Options", "nosniff")
                    .with("Referrer-Policy", "no-referrer")
                    .with("Cache-Control", "no-cache");
        }
    }
}
