package org.meterline.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.meterline.contracts.Channel;
import org.meterline.contracts.ContactIdentity;

/** Understands a webhook's fields. Unknown fields are no fault: Twilio adds some without notice. */
final class InboundParser {

    /** What one message of Twilio's can carry. */
    static final int MEDIA_MAX = 10;

    private static final Pattern MESSAGE_SID = Pattern.compile("(?:SM|MM)[0-9a-fA-F]{32}");
    private static final Pattern ACCOUNT_SID = Pattern.compile("AC[0-9a-fA-F]{32}");
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final Pattern WHATSAPP_ID = Pattern.compile("[0-9]{5,20}");
    private static final Pattern BUSINESS_SCOPED_ID = Pattern.compile("[A-Z]{2}\\.(?:ENT\\.)?[0-9A-Za-z]{1,128}");
    private static final Pattern STATUS = Pattern.compile("[a-z_]{1,30}");
    private static final Pattern ERROR_CODE = Pattern.compile("[1-9][0-9]{0,5}");
    private static final Pattern OPT_OUT = Pattern.compile("STOP|START|HELP");
    private static final String WHATSAPP = "whatsapp:";

    private InboundParser() {}

    /** What the fields say; empty when they name no message, account, sender or receiver: nothing that Twilio sends. */
    static Optional<Inbound> parse(Route route, Form form) {
        var sid = matching(MESSAGE_SID, first(form, "MessageSid", "SmsMessageSid", "SmsSid"));
        var account = matching(ACCOUNT_SID, form.get("AccountSid"));
        if (sid == null || account == null) {
            return Optional.empty();
        }
        var status = statusIn(route, form);
        if (status != null) {
            return STATUS.matcher(status).matches()
                    ? Optional.of(new Inbound.Status(
                            account,
                            channelOf(form),
                            sid,
                            route.outboundId(),
                            status,
                            matching(ERROR_CODE, form.get("ErrorCode"))))
                    : Optional.empty();
        }
        return route.isForStatuses()
                ? Optional.empty()
                : envelope(sid, account, form).map(envelope -> message(envelope, form));
    }

    /** A delivery status is one that is not about receiving; the alias path carries both kinds. */
    private static @Nullable String statusIn(Route route, Form form) {
        var status = route.isForStatuses() ? first(form, "MessageStatus", "SmsStatus") : form.get("MessageStatus");
        if (status == null) {
            return null;
        }
        var word = status.toLowerCase(Locale.ROOT);
        return word.equals("received") || word.equals("receiving") ? null : word;
    }

    private static Optional<Inbound.Envelope> envelope(String sid, String account, Form form) {
        var to = form.get("To");
        var receivingNumber = to == null ? null : matching(E164, withoutChannel(to));
        var contact = contact(form);
        return receivingNumber == null || contact.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Inbound.Envelope(sid, account, channelOf(form), receivingNumber, userPhone(form), contact));
    }

    private static List<ContactIdentity> contact(Form form) {
        var contact = new ArrayList<ContactIdentity>();
        add(contact, ContactIdentity.Type.PHONE, userPhone(form));
        add(contact, ContactIdentity.Type.WHATSAPP_ID, matching(WHATSAPP_ID, form.get("WaId")));
        var from = form.get("From");
        add(
                contact,
                ContactIdentity.Type.BUSINESS_SCOPED_ID,
                from == null ? null : matching(BUSINESS_SCOPED_ID, withoutChannel(from)));
        add(contact, ContactIdentity.Type.BUSINESS_SCOPED_ID, matching(BUSINESS_SCOPED_ID, form.get("ExternalUserId")));
        return contact;
    }

    private static void add(List<ContactIdentity> contact, ContactIdentity.Type type, @Nullable String value) {
        if (value != null && !contact.contains(new ContactIdentity(type, value))) {
            contact.add(new ContactIdentity(type, value));
        }
    }

    private static @Nullable String userPhone(Form form) {
        var from = form.get("From");
        return from == null ? null : matching(E164, withoutChannel(from));
    }

    /** STOP is heard even when it came with a photo; everything else that has files is about the files. */
    private static Inbound message(Inbound.Envelope envelope, Form form) {
        var body = form.get("Body");
        var text = body == null ? null : new Words(body);
        var optOut = matching(OPT_OUT, form.get("OptOutType"));
        var media = media(form);
        if (optOut != null && (media.isEmpty() || optOut.equals("STOP"))) {
            return new Inbound.OptOut(envelope, optOut, text);
        }
        if (!media.isEmpty()) {
            return new Inbound.Photos(envelope, media, text);
        }
        var payload = first(form, "ButtonPayload", "ListId");
        if (payload != null) {
            var label = first(form, "ButtonText", "ListTitle");
            return new Inbound.Reply(envelope, new Words(payload), label == null ? text : new Words(label));
        }
        if (form.get("Latitude") != null && form.get("Longitude") != null) {
            return new Inbound.Location(envelope, text);
        }
        return text == null ? new Inbound.Other(envelope, null) : new Inbound.Text(envelope, text);
    }

    private static List<Inbound.Media> media(Form form) {
        var media = new ArrayList<Inbound.Media>();
        for (var i = 0; i < MEDIA_MAX; i++) {
            var url = form.get("MediaUrl" + i);
            if (url == null && i >= announced(form)) {
                break;
            }
            media.add(new Inbound.Media(url, form.get("MediaContentType" + i)));
        }
        return media;
    }

    private static int announced(Form form) {
        try {
            var count = form.get("NumMedia");
            return count == null ? 0 : Integer.parseInt(count);
        } catch (NumberFormatException none) {
            return 0;
        }
    }

    private static Channel channelOf(Form form) {
        var from = form.get("From");
        var to = form.get("To");
        return from != null && from.startsWith(WHATSAPP) || to != null && to.startsWith(WHATSAPP)
                ? Channel.WHATSAPP
                : Channel.SMS;
    }

    private static String withoutChannel(String address) {
        return address.startsWith(WHATSAPP) ? address.substring(WHATSAPP.length()) : address;
    }

    private static @Nullable String first(Form form, String... names) {
        for (var name : names) {
            var value = form.get(name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String matching(Pattern pattern, @Nullable String value) {
        return value != null && pattern.matcher(value).matches() ? value : null;
    }
}
