package org.meterline.simulator.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.meterline.simulator.chat.Message;
import org.meterline.simulator.http.Parameters;

/**
 * A list as Twilio's API pages it: {@code Page} and {@code PageSize} in the query, the neighbours' addresses in the answer. A
 * {@code PageToken} keeps the place, so that what comes in meanwhile moves nothing from page to page.
 */
final class Paged {

    private static final int PAGE_SIZE_DEFAULT = 50;
    private static final int PAGE_SIZE_MAX = 1_000;
    private static final String TOKEN = "PA";

    private Paged() {}

    static Map<String, @Nullable Object> of(List<Message> found, String path, Parameters query) {
        var size = Math.clamp(query.number("PageSize", PAGE_SIZE_DEFAULT), 1, PAGE_SIZE_MAX);
        var page = Math.clamp(query.number("Page", 0), 0, Integer.MAX_VALUE / PAGE_SIZE_MAX);
        var start = Math.min(
                query.find("PageToken").map(token -> after(token, found)).orElse(page * size), found.size());
        var end = Math.min(start + size, found.size());
        var json = new LinkedHashMap<String, @Nullable Object>();
        json.put("end", Math.max(start, end - 1));
        json.put("first_page_uri", uri(path, query, size, 0));
        json.put(
                "messages",
                found.subList(start, end).stream().map(MessageJson::of).toList());
        json.put(
                "next_page_uri",
                end < found.size()
                        ? uri(path, query, size, page + 1) + "&PageToken=" + TOKEN
                                + found.get(end - 1).sid()
                        : null);
        json.put("page", page);
        json.put("page_size", size);
        json.put("previous_page_uri", page > 0 ? uri(path, query, size, page - 1) : null);
        json.put("start", start);
        json.put("uri", uri(path, query, size, page));
        return json;
    }

    /** The place behind the message that a token names; behind everything when that is gone. */
    private static int after(String token, List<Message> found) {
        for (var i = 0; i < found.size(); i++) {
            if (token.equals(TOKEN + found.get(i).sid())) {
                return i + 1;
            }
        }
        return found.size();
    }

    private static String uri(String path, Parameters query, int size, int page) {
        var filters = query.list().stream()
                .filter(parameter -> !parameter.name().startsWith("Page"))
                .map(parameter -> URLEncoder.encode(parameter.name(), UTF_8) + "="
                        + URLEncoder.encode(parameter.value(), UTF_8) + "&")
                .collect(Collectors.joining());
        return path + "?" + filters + "PageSize=" + size + "&Page=" + page;
    }
}
