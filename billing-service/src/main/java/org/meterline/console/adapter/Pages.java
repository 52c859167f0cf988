package org.meterline.console.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.views.ModelAndView;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.meterline.platform.TenantId;
import org.meterline.review.FindDoubts;
import org.meterline.tenants.Tenants;

/** What all pages have in common: the utility's name, how many doubts wait, the form token, and a browser that trusts little. */
@Singleton
class Pages {

    private static final String CONTENT_POLICY =
            "default-src 'none'; img-src 'self'; style-src 'self'; form-action 'self'; "
                    + "base-uri 'none'; frame-ancestors 'none'";

    private final Tenants tenants;
    private final FindDoubts findDoubts;

    Pages(Tenants tenants, FindDoubts findDoubts) {
        this.tenants = tenants;
        this.findDoubts = findDoubts;
    }

    /** A page of this view with this model. */
    MutableHttpResponse<?> page(
            HttpStatus status, String view, TenantId tenant, HttpRequest<?> request, Map<String, Object> model) {
        var all = new HashMap<>(model);
        all.put("utility", tenants.get(tenant).name());
        all.put("waiting", findDoubts.waiting(tenant));
        all.put("token", FormToken.of(request));
        return guarded(HttpResponse.status(status))
                .body(new ModelAndView<>("console/" + view, all))
                .contentType(MediaType.TEXT_HTML_TYPE);
    }

    /** The headers of everything that the console shows. */
    static <T> MutableHttpResponse<T> guarded(MutableHttpResponse<T> response) {
        return response.header("Content-Security-Policy", CONTENT_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }
}
