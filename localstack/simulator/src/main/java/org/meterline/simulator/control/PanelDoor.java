package org.meterline.simulator.control;

import java.util.Optional;
import org.meterline.contracts.PhotoName;
import org.meterline.simulator.chat.Chats;
import org.meterline.simulator.http.Refusal;
import org.meterline.simulator.http.Request;
import org.meterline.simulator.http.Response;
import org.meterline.simulator.http.Router;
import org.meterline.simulator.panel.SidePanel;

/** {@code /control/photos}: what is known of a photo behind the scenes. */
public final class PanelDoor {

    private final SidePanel panel;
    private final Chats chats;

    public PanelDoor(SidePanel panel, Chats chats) {
        this.panel = panel;
        this.chats = chats;
    }

    public void addTo(Router router) {
        router.on("GET", "/control/photos/{photo}", Neighbours.only(this::show));
        router.on("GET", "/control/photos/{photo}/image", Neighbours.only(this::image));
    }

    private Response show(Request request) throws InterruptedException {
        var photo = photo(request);
        var utility =
                chats.find(photo.messageId()).map(message -> message.utility().number());
        return Response.json(200, panel.of(photo, utility.orElse("")));
    }

    private Response image(Request request) {
        var bytes = panel.image(photo(request));
        return ControlDoor.file(bytes.map(PanelDoor::typeOf).orElse(""), bytes);
    }

    private static PhotoName photo(Request request) {
        return Optional.of(request.variable("photo"))
                .flatMap(PhotoName::parse)
                .orElseThrow(() -> new Refusal(404, "no photo has such an id"));
    }

    private static String typeOf(byte[] bytes) {
        if (bytes.length > 11 && bytes[0] == (byte) 0xFF && bytes[1] == (byte) 0xD8) {
            return "image/jpeg";
        }
        if (bytes.length > 11 && bytes[0] == (byte) 0x89 && bytes[1] == 'P') {
            return "image/png";
        }
        return bytes.length > 11 && bytes[8] == 'W' && bytes[9] == 'E' ? "image/webp" : "";
    }
}
