package org.meterline.simulator.api;

import java.util.LinkedHashMap;
import org.meterline.simulator.http.Response;

/** The errors of Twilio's API that a sender has to live with, each with its HTTP status and number. */
enum ApiError {
    AUTHENTICATE(401, 20003, "Authenticate"),
    NOT_FOUND(404, 20404, "The requested resource was not found"),
    TOO_MANY_REQUESTS(429, 20429, "Too Many Requests"),
    SERVER_ERROR(500, 20500, "An internal server error has occurred"),
    NO_TO(400, 21604, "A 'To' phone number is required."),
    INVALID_TO(400, 21211, "The 'To' number is not a valid phone number."),
    NO_FROM(400, 21603, "A 'From' phone number is required."),
    INVALID_FROM(400, 21212, "The 'From' number is not a valid phone number, shortcode, or alphanumeric sender ID."),
    CHANNELS_DIFFER(400, 21910, "Invalid From and To pair. From and To should be of the same channel"),
    NO_BODY(400, 21602, "Message body is required."),
    BODY_TOO_LONG(400, 21617, "The concatenated message body exceeds the 1600 character limit"),
    BLOCKED(400, 21610, "Attempt to send to unsubscribed recipient"),
    INVALID_MEDIA_URL(400, 21620, "Invalid media URL(s)"),
    TOO_MANY_MEDIA(400, 21623, "Number of media files exceeds allowed limit"),
    INVALID_CALLBACK(400, 21609, "The 'StatusCallback' URL is not a valid URL."),
    INVALID_SERVICE(404, 21704, "The Messaging Service Sid is not valid"),
    INVALID_CONTENT(400, 21655, "The ContentSid is Invalid"),
    INVALID_VARIABLES(400, 21656, "The ContentVariables Parameter is invalid"),
    NOT_CANCELABLE(400, 30409, "Message status is not eligible for cancellation");

    private final int status;
    private final int code;
    private final String message;

    ApiError(int status, int code, String message) {
        this.status = status;
        this.code = code;
        this.message = message;
    }

    int code() {
        return code;
    }

    Response.Whole response() {
        var body = new LinkedHashMap<String, Object>();
        body.put("code", code);
        body.put("message", message);
        body.put("more_info", "https://www.twilio.com/docs/errors/" + code);
        body.put("status", status);
        return Response.json(status, body);
    }
}
