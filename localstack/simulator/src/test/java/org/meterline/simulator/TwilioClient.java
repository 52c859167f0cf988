package org.meterline.simulator;

import com.twilio.http.NetworkHttpClient;
import com.twilio.http.Request;
import com.twilio.http.Response;
import com.twilio.http.TwilioRestClient;

/** Twilio's own Java client, led to the simulator instead of the internet. */
public final class TwilioClient {

    private TwilioClient() {}

    public static TwilioRestClient of(String origin, String account, String token) {
        return new TwilioRestClient.Builder(account, token)
                .httpClient(new Led(origin, account, token))
                .build();
    }

    private static final class Led extends NetworkHttpClient {

        private final String origin;
        private final String account;
        private final String token;

        Led(String origin, String account, String token) {
            this.origin = origin;
            this.account = account;
            this.token = token;
        }

        @Override
        public Response makeRequest(Request request) {
            var led = new Request(request.getMethod(), request.getUrl().replace("https://api.twilio.com", origin));
            led.setAuth(account, token);
            led.setContentType(request.getContentType());
            request.getQueryParams().forEach((name, values) -> values.forEach(value -> led.addQueryParam(name, value)));
            request.getPostParams().forEach((name, values) -> values.forEach(value -> led.addPostParam(name, value)));
            return super.makeRequest(led);
        }
    }
}
