package org.meterline.simulator.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.account.Accounts;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.chat.MediaShelf;
import org.meterline.simulator.chat.Message.Media;
import org.meterline.simulator.chat.Sid;
import org.meterline.simulator.http.Request;
import org.meterline.simulator.http.Response;
import org.meterline.simulator.http.Router;
import org.meterline.simulator.mischief.Dice;

/**
 * {@code …/Messages/{MM}/Media/{ME}}: behind Basic auth, answering with a redirect to a CDN of its own port. The CDN's address
 * is a secret in itself: credentials must not arrive there, and a request that brings them fails as it does at the real one.
 */
public final class MediaResource {

    private static final String LIST = "/2010-04-01/Accounts/{account}/Messages/{message}/Media.json";
    private static final String MEDIA = "/2010-04-01/Accounts/{account}/Messages/{message}/Media/{media}";
    private static final Duration LINK_LIFE = Duration.ofMinutes(15);
    private static final Duration HANG = Duration.ofMinutes(2);
    private static final int LINKS_MAX = 10_000;

    private final Accounts accounts;
    private final Chats chats;
    private final MediaShelf shelf;
    private final Dice dice;
    private final InstantSource clock;
    private final Violations violations;
    private final String cdnOrigin;
    private final Map<String, Link> links = new ConcurrentHashMap<>();

    private record Link(Media media, Instant until) {}

    public MediaResource(
            Accounts accounts,
            Chats chats,
            MediaShelf shelf,
            Dice dice,
            InstantSource clock,
            Violations violations,
            String cdnOrigin) {
        this.accounts = accounts;
        this.chats = chats;
        this.shelf = shelf;
        this.dice = dice;
        this.clock = clock;
        this.violations = violations;
        this.cdnOrigin = cdnOrigin;
    }

    public void addTo(Router api, Router cdn) {
        api.on("GET", LIST, own(this::list));
        api.on("GET", MEDIA, own(this::redirect));
        api.on("DELETE", MEDIA, own(this::delete));
        cdn.on("GET", "/media/{link}", this::download);
    }

    private Router.Door own(Router.Door door) {
        return request -> {
            if (accounts.authenticated(request).equals(Optional.of(request.variable("account")))) {
                return door.answer(request);
            }
            return ApiError.AUTHENTICATE.response().with("WWW-Authenticate", "Basic realm=\"Twilio API\"");
        };
    }

    private Response redirect(Request request) throws InterruptedException {
        Thread.sleep(dice.mischief().mediaDelayMillis());
        var media = find(request);
        if (media.isEmpty()) {
            return ApiError.NOT_FOUND.response();
        }
        forgetOldLinks();
        var link = Sid.fresh("");
        links.put(link, new Link(media.get(), clock.instant().plus(LINK_LIFE)));
        return Response.empty(307).with("Location", cdnOrigin + "/media/" + link);
    }

    private Response download(Request request) throws InterruptedException {
        if (request.header("Authorization").isPresent()) {
            violations.add("credentials were sent to the CDN");
            return Response.text(400, "Only one auth mechanism allowed");
        }
        var link = links.get(request.variable("link"));
        if (link == null || clock.instant().isAfter(link.until())) {
            return Response.text(403, "Access denied");
        }
        var bytes = shelf.find(link.media().sid());
        if (bytes.isEmpty()) {
            return Response.text(404, "Not found");
        }
        return switch (dice.nextMediaFault()) {
            case NONE -> Response.bytes(200, link.media().contentType(), bytes.get());
            case HTTP_404 -> Response.text(404, "Not found");
            case HTTP_500 -> Response.text(500, "Internal error");
            case CUT_OFF -> new Response.BrokenOff(link.media().contentType(), bytes.get());
            case TIMEOUT -> {
                Thread.sleep(HANG);
                yield new Response.HangUp();
            }
        };
    }

    private Response list(Request request) {
        var message = chats.find(request.variable("message"))
                .filter(found -> found.accountSid().equals(request.variable("account")));
        if (message.isEmpty()) {
            return ApiError.NOT_FOUND.response();
        }
        var media = message.get().content().media().stream()
                .map(file -> {
                    var json = new LinkedHashMap<String, Object>();
                    json.put("account_sid", message.get().accountSid());
                    json.put("content_type", file.contentType());
                    json.put(
                            "date_created",
                            String.valueOf(MessageJson.rfc2822(message.get().createdAt())));
                    json.put(
                            "date_updated",
                            String.valueOf(MessageJson.rfc2822(message.get().createdAt())));
                    json.put("parent_sid", message.get().sid());
                    json.put("sid", file.sid());
                    json.put("uri", request.path().replaceFirst("\\.json$", "/" + file.sid() + ".json"));
                    return json;
                })
                .toList();
        var page = request.path() + "?PageSize=50&Page=0";
        var list = new LinkedHashMap<String, @Nullable Object>();
        list.put("end", Math.max(0, media.size() - 1));
        list.put("first_page_uri", page);
        list.put("media_list", media);
        list.put("next_page_uri", null); // a message carries ten at most
        list.put("page", 0);
        list.put("page_size", 50);
        list.put("previous_page_uri", null);
        list.put("start", 0);
        list.put("uri", page);
        return Response.json(200, list);
    }

    private Response delete(Request request) {
        var media = find(request);
        if (media.isEmpty()) {
            return ApiError.NOT_FOUND.response();
        }
        var unused = shelf.delete(media.get().sid());
        return Response.empty(204);
    }

    private Optional<Media> find(Request request) {
        return chats.find(request.variable("message"))
                .filter(message -> message.accountSid().equals(request.variable("account")))
                .flatMap(message -> message.content().media().stream()
                        .filter(media -> media.sid().equals(request.variable("media")))
                        .findFirst())
                .filter(media -> shelf.has(media.sid()));
    }

    private void forgetOldLinks() {
        var now = clock.instant();
        links.values().removeIf(link -> now.isAfter(link.until()));
        if (links.size() >= LINKS_MAX) {
            links.clear();
        }
    }
}
