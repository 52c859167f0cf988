package org.meterline.conversation.adapter;

import io.micronaut.http.HttpResponse;
import io.micronaut.http.HttpStatus;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.QueryValue;
import io.micronaut.scheduling.TaskExecutors;
import io.micronaut.scheduling.annotation.ExecuteOn;
import io.micronaut.security.annotation.Secured;
import io.micronaut.serde.annotation.Serdeable;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.meterline.conversation.adapter.MessageHistory.Cursor;
import org.meterline.conversation.adapter.MessageHistory.Entry;
import org.meterline.platform.Problem;
import org.meterline.platform.Role;
import org.meterline.platform.TenantId;

/** What customers said and what they were told, with everything that is known of its delivery. */
@Controller("/api/messages")
@Secured({Role.IS_ADMIN, Role.IS_OPERATOR, Role.IS_REVIEWER, Role.IS_SERVICE})
@ExecuteOn(TaskExecutors.BLOCKING)
@Tag(name = "messages")
class MessagesController {

    private static final int PAGE_MAX = 100;

    private final MessageHistory history;

    MessagesController(MessageHistory history) {
        this.history = history;
    }

    /**
     * One page.
     *
     * @param nextCursor what to ask for further ones with; null when there are none
     */
    @Serdeable
    record Page(List<Entry> messages, @Nullable String nextCursor) {}

    @Get
    @Operation(summary = "Messages in and out, the latest first")
    HttpResponse<?> list(
            @Parameter(hidden = true) TenantId tenant,
            @QueryValue @Nullable UUID contact,
            @QueryValue @Nullable String photoId,
            @QueryValue @Nullable String messageId,
            @QueryValue @Nullable String cursor,
            @QueryValue(defaultValue = "50") int limit) {
        if (limit < 1 || limit > PAGE_MAX) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "limit-out-of-range", "a page has 1 to " + PAGE_MAX);
        }
        var from = Cursor.parse(cursor);
        if (cursor != null && from == null) {
            return Problem.answer(HttpStatus.BAD_REQUEST, "unknown-cursor", "a cursor comes from the page before");
        }
        var found = history.list(tenant, contact, photoId, messageId, from, limit + 1);
        var page = found.subList(0, Math.min(limit, found.size()));
        var next = found.size() > limit ? Cursor.after(page.getLast()).toString() : null;
        return HttpResponse.ok(new Page(page, next));
    }

    @Get("/{id}")
    @Operation(summary = "One message: ours by its id, a customer's by the provider's")
    HttpResponse<?> one(@Parameter(hidden = true) TenantId tenant, String id) {
        return history.find(tenant, id)
                .<HttpResponse<?>>map(HttpResponse::ok)
                .orElseGet(() -> Problem.answer(HttpStatus.NOT_FOUND, "unknown-message", null));
    }
}
