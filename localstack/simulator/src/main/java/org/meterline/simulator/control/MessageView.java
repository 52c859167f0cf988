package org.meterline.simulator.control;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.PhotoName;
import org.meterline.simulator.chat.Message;

/** A message as the control API and the page show it. */
final class MessageView {

    private MessageView() {}

    static Map<String, @Nullable Object> of(Message message) {
        var content = message.content();
        var fate = message.fate();
        var view = new LinkedHashMap<String, @Nullable Object>();
        view.put("sid", message.sid());
        view.put("number", message.number());
        view.put("direction", message.direction());
        view.put("channel", message.to().channel());
        view.put("customer", message.customer().number());
        view.put("utility", message.utility().number());
        view.put("from", message.from());
        view.put("to", message.to());
        view.put("text", content.body());
        view.put("media", media(message));
        view.put("mediaUrls", content.mediaUrls());
        view.put("contentSid", content.contentSid());
        view.put("contentVariables", content.contentVariables());
        view.put("fields", content.fields());
        view.put("status", fate.status());
        view.put("errorCode", fate.errorCode());
        view.put("webhook", fate.webhook());
        view.put("reports", fate.reports());
        view.put("createdAt", message.createdAt());
        return view;
    }

    private static List<Map<String, Object>> media(Message message) {
        var views = new ArrayList<Map<String, Object>>();
        for (var media : message.content().media()) {
            var photo = new PhotoName(message.sid(), views.size() + 1);
            views.add(Map.of(
                    "sid", media.sid(),
                    "contentType", media.contentType(),
                    "bytes", media.bytes(),
                    "photoId", photo.id(),
                    "url", "/control/media/" + media.sid()));
        }
        return views;
    }
}
