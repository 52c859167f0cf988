package org.meterline.console.adapter;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.MediaType;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Consumes;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.security.authentication.Authentication;
import io.swagger.v3.oas.annotations.Hidden;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;
import org.meterline.readings.Fact;
import org.meterline.readings.FindReadings;
import org.meterline.readings.MeterIndex;
import org.meterline.review.DecideDoubt;
import org.meterline.review.DecideDoubt.Outcome;
import org.meterline.review.Decision;
import org.meterline.review.Doubt;
import org.meterline.review.DoubtId;
import org.meterline.review.DoubtPlace;
import org.meterline.review.FindDoubts;

/** Where staff look at doubted photos and decide. */
@Hidden
@Controller("/console/reviews")
@Secured({Role.IS_REVIEWER, Role.IS_ADMIN})
@ExecuteOn(TaskExecutors.BLOCKING)
class ReviewPages {

    private static final int PER_PAGE = 25;
    private static final int REASON_MAX = 500;

    private final Pages pages;
    private final FindDoubts findDoubts;
    private final DecideDoubt decideDoubt;
    private final FindReadings findReadings;
    private final Photos photos;
    private final DoubtView view;

    ReviewPages(
            Pages pages,
            FindDoubts findDoubts,
            DecideDoubt decideDoubt,
            FindReadings findReadings,
            Photos photos,
            DoubtView view) {
        this.pages = pages;
        this.findDoubts = findDoubts;
        this.decideDoubt = decideDoubt;
        this.findReadings = findReadings;
        this.photos = photos;
        this.view = view;
    }

    @Get
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> list(
            TenantId tenant,
            HttpRequest<?> request,
            @QueryValue(defaultValue = "WAITING") Doubt.Status status,
            @QueryValue Optional<String> cursor) {
        var found = findDoubts.list(tenant, cursor.flatMap(DoubtPlace::parse).orElse(null), status, PER_PAGE);
        var model = new HashMap<String, Object>();
        model.put("status", status.name());
        model.put("statusWord", Words.of(status));
        model.put(
                "statuses",
                List.of(Doubt.Status.values()).stream()
                        .map(each -> Map.of("name", each.name(), "word", Words.of(each)))
                        .toList());
        model.put("doubts", found.stream().map(doubt -> view.row(tenant, doubt)).toList());
        model.put(
                "next",
                found.size() == PER_PAGE ? DoubtPlace.of(found.getLast()).cursor() : "");
        return pages.page(HttpStatus.OK, "reviews", tenant, request, model);
    }

    @Get("/{id}")
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> show(TenantId tenant, HttpRequest<?> request, UUID id) {
        return findDoubts
                .withId(tenant, new DoubtId(id))
                .<HttpResponse<?>>map(doubt -> page(HttpStatus.OK, tenant, request, doubt, "", ""))
                .orElseGet(() -> gone(tenant, request));
    }

    @Get("/{id}/photo")
    HttpResponse<?> photo(TenantId tenant, UUID id) {
        return shown(findDoubts.withId(tenant, new DoubtId(id)).map(Doubt::imageS3Key));
    }

    /** The photo that this one was taken for: whoever may look at a doubt may look at what it is compared with. */
    @Get("/{id}/earlier-photo")
    HttpResponse<?> earlierPhoto(TenantId tenant, UUID id) {
        return shown(findDoubts
                .withId(tenant, new DoubtId(id))
                .flatMap(doubt -> doubt.evidence().of(Fact.EARLIER_PHOTO))
                .flatMap(photoId -> findReadings.verdictOn(tenant, photoId))
                .flatMap(verdict -> Optional.ofNullable(verdict.imageS3Key())));
    }

    private HttpResponse<?> shown(Optional<String> key) {
        return key.flatMap(photos::picture)
                .<HttpResponse<?>>map(picture ->
                        Pages.guarded(HttpResponse.ok(picture.bytes())).contentType(picture.type()))
                .orElseGet(HttpResponse::notFound);
    }

    @Post("/{id}")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Produces(MediaType.TEXT_HTML)
    HttpResponse<?> decide(
            TenantId tenant, HttpRequest<?> request, UUID id, @Body Map<String, String> form, Authentication who) {
        var found = findDoubts.withId(tenant, new DoubtId(id));
        if (found.isEmpty()) {
            return gone(tenant, request);
        }
        var doubt = found.get();
        var typed = form.getOrDefault("index", "").strip();
        if (!FormToken.proves(request, form.getOrDefault(FormToken.FIELD, ""))) {
            return page(
                    HttpStatus.FORBIDDEN, tenant, request, doubt, "The form was not ours. Please try again.", typed);
        }
        var decision = decision(form, typed);
        if (decision.isEmpty()) {
            return page(HttpStatus.BAD_REQUEST, tenant, request, doubt, complaint(form), typed);
        }
        return switch (decideDoubt.decide(tenant, doubt.id(), decision.get(), who.getName())) {
            case Outcome.Done done -> HttpResponse.seeOther(URI.create("/console/reviews/" + id));
            case Outcome.DecidedDifferently(var decided) ->
                page(HttpStatus.CONFLICT, tenant, request, decided, "Somebody decided this before you.", "");
            case Outcome.NotOnThisDial(var digits, var decimals) ->
                page(
                        HttpStatus.UNPROCESSABLE_ENTITY,
                        tenant,
                        request,
                        doubt,
                        "This meter shows " + digits + " digits and " + decimals + " decimals.",
                        typed);
            case Outcome.Unknown unknown -> gone(tenant, request);
        };
    }

    private static Optional<Decision> decision(Map<String, String> form, String typed) {
        var reason = form.getOrDefault("reason", "").strip();
        return switch (form.getOrDefault("decision", "")) {
            case "accept" -> Optional.of(new Decision.Accept());
            case "correct" -> MeterIndex.parse(typed).map(Decision.Correct::new);
            case "reject" ->
                reason.isEmpty() || reason.length() > REASON_MAX
                        ? Optional.empty()
                        : Optional.of(new Decision.Reject(reason));
            default -> Optional.empty();
        };
    }

    private static String complaint(Map<String, String> form) {
        return "reject".equals(form.get("decision"))
                ? "Please say why it is rejected, in at most 500 characters."
                : "Please give the index as digits, such as 01234.5.";
    }

    private HttpResponse<?> gone(TenantId tenant, HttpRequest<?> request) {
        return pages.page(HttpStatus.NOT_FOUND, "gone", tenant, request, Map.of());
    }

    private HttpResponse<?> page(
            HttpStatus status, TenantId tenant, HttpRequest<?> request, Doubt doubt, String complaint, String typed) {
        var model = view.whole(tenant, doubt);
        model.put("complaint", complaint);
        model.put("typed", typed);
        return pages.page(status, "review", tenant, request, model);
    }
}
