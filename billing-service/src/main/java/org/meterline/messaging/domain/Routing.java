package org.meterline.messaging.domain;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;

/** The way that a message may go: freely, as an approved template, as a text message instead, or not at all. */
public final class Routing {

    private Routing() {}

    /** The way. */
    public sealed interface Route {
        /** As it is, on its own channel. */
        record FreeText() implements Route {}

        /** As an approved text with its blanks filled in. */
        record Approved(String contentSid, List<String> values) implements Route {}

        /** As a text message instead. */
        record AsSms() implements Route {}

        /** Not at all. */
        record None(Reason reason) implements Route {}
    }

    /** Why there is no way. */
    public enum Reason {
        /** The person said STOP, or has blocked us. */
        OPTED_OUT,
        /** The window has closed, there is no template, and the tenant sends no text messages. */
        WINDOW_CLOSED,
        /** The person cannot be reached on WhatsApp, and not by text message either. */
        UNREACHABLE,
        /** The tenant has no number to send text messages from. */
        NO_SMS_SENDER,
        /** The number is withheld, and text messages need one. */
        NO_NUMBER,
        /** Nobody wants to know after so long. */
        TOO_OLD,
        /** It is kept in a way that no message can be made of. */
        UNSENDABLE
    }

    /**
     * What the way depends on.
     *
     * @param windowOpen whether free text is taken now
     * @param contentSid the approved template in the message's language; null when there is none
     * @param values what goes into its blanks
     * @param smsPossible whether the tenant has a sender for text messages and the address is a number
     */
    public record Situation(
            Channel channel,
            boolean suppressed,
            boolean passesOptOut,
            boolean windowOpen,
            @Nullable String contentSid,
            List<String> values,
            boolean smsPossible) {}

    /** Decides. Text messages know no window; WhatsApp takes free text inside it only. */
    public static Route decide(Situation now) {
        if (now.suppressed && !now.passesOptOut) {
            return new Route.None(Reason.OPTED_OUT);
        }
        return switch (now.channel) {
            case SMS -> now.smsPossible ? new Route.FreeText() : new Route.None(Reason.NO_SMS_SENDER);
            case WHATSAPP -> onWhatsApp(now);
        };
    }

    private static Route onWhatsApp(Situation now) {
        if (now.windowOpen) {
            return new Route.FreeText();
        }
        if (now.contentSid != null) {
            return new Route.Approved(now.contentSid, now.values);
        }
        return now.smsPossible ? new Route.AsSms() : new Route.None(Reason.WINDOW_CLOSED);
    }
}
