package org.meterline.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.meterline.access.ApiKeys;
import org.meterline.contracts.Candidate;
import org.meterline.contracts.MessageTable;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.platform.Role;
import org.meterline.platform.ServiceUnderTest;
import org.meterline.platform.Sql;
import org.meterline.platform.TenantId;
import org.meterline.platform.TenantTransactions;
import org.meterline.readings.RecordReading;
import org.meterline.readings.Utility;
import org.meterline.readings.domain.Readings;
import org.meterline.review.Doubt;
import org.meterline.review.FindDoubts;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;

/** Reviews, as a clerk in a browser and as a program meet them. */
class ReviewDeskIT {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final byte[] PICTURE = {(byte) 0xff, (byte) 0xd8, 1, 2, 3};
    private static final Pattern TOKEN = Pattern.compile("name=\"token\" value=\"([^\"]+)\"");

    @RegisterExtension
    static final ServiceUnderTest service = new ServiceUnderTest();

    private final Utility utility = newUtility();
    private final ReadingCaptured photo = doubtedPhoto();
    private final Doubt doubt = service.bean(FindDoubts.class)
            .list(utility.tenant, null, Doubt.Status.WAITING, 10)
            .getFirst();
    private final String page = "/console/reviews/" + doubt.id();

    @Test
    void a_clerk_looks_at_the_photo_and_corrects_the_reading() {
        var clerk = signedIn(utility.tenant, Role.REVIEWER);

        assertThat(clerk.get("/console/reviews").body())
                .contains("EM-&lt;1&gt;", "Below the previous reading", "00900.0");
        var review = clerk.get(page);
        assertThat(review.body()).contains("1000.0").contains("points=\"10,20 110,20 110,60 10,60\"");
        assertThat(review.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(clerk.bytes(page + "/photo")).isEqualTo(PICTURE);

        var token = tokenIn(review.body());
        assertThat(clerk.post(page, Map.of("token", "x", "decision", "accept")).statusCode())
                .isEqualTo(403);
        assertThat(clerk.post(page, Map.of("token", token, "decision", "correct", "index", "1.2.3"))
                        .statusCode())
                .isEqualTo(400);
        assertThat(clerk.post(page, Map.of("token", token, "decision", "correct", "index", "123456"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(clerk.post(page, Map.of("token", token, "decision", "correct", "index", "01090,5"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(clerk.get(page).body()).contains("Corrected", "1090.500", "a clerk");
        assertThat(clerk.post(page, Map.of("token", token, "decision", "reject", "reason", "late"))
                        .statusCode())
                .isEqualTo(409);
        assertThat(clerk.get("/console/readings?meter=EM-%3C1%3E").body()).contains("01090.5", "Photo, reviewed");
        assertThat(clerk.get("/console/readings?meter=nothing").body()).contains("There is no meter");
    }

    @Test
    void photos_that_look_alike_are_shown_side_by_side_to_this_utilitys_clerks_only() {
        var clerk = signedIn(utility.tenant, Role.REVIEWER);
        var neighbour = utility.newPerson();
        utility.metersOf(neighbour, "EM-2");
        var copied = utility.photo(neighbour, "00900.0", "0.97", NOW, photo.imageSha256(), null);
        service.bean(RecordReading.class).record(copied);
        var suspicion = service.bean(FindDoubts.class).list(utility.tenant, null, Doubt.Status.WAITING, 10).stream()
                .filter(each -> each.origin().photoId().equals(copied.photoId()))
                .findFirst()
                .orElseThrow();
        var compared = "/console/reviews/" + suspicion.id();

        assertThat(clerk.get(compared).body())
                .contains("Side by side", compared + "/earlier-photo", "Came before", "EM-&lt;1&gt;");
        assertThat(clerk.bytes(compared + "/earlier-photo")).isEqualTo(PICTURE);
        assertThat(clerk.get(page).body()).doesNotContain("Side by side");
        assertThat(clerk.get(page + "/earlier-photo").statusCode()).isEqualTo(404);
        assertThat(signedIn(newUtility().tenant, Role.REVIEWER)
                        .get(compared + "/earlier-photo")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void staff_see_what_a_later_reader_saw_beside_what_was_judged() {
        var clerk = signedIn(utility.tenant, Role.REVIEWER);
        var http = service.http().about(utility.tenant);
        assertThat(clerk.get(page).body()).contains("What the reader saw").doesNotContain("What later readers saw");
        assertThat(http.get("/api/photos/" + photo.photoId()).body())
                .contains("\"readerVersion\":\"test-1\"")
                .doesNotContain("later-2");

        service.bean(RecordReading.class).record(readAgain("01090.5", "later-2"));

        assertThat(clerk.get(page).body()).contains("Waiting", "What later readers saw", "later-2", "01090.5");
        assertThat(http.get("/api/photos/" + photo.photoId()).body())
                .contains("\"verdict\":\"DOUBTED\"", "\"readerVersion\":\"test-1\"")
                .contains("\"readerVersion\":\"later-2\",\"dial\":\"01090.5\"");
    }

    private ReadingCaptured readAgain(String dial, String readerVersion) {
        return new ReadingCaptured(
                photo.messageId(),
                null,
                null,
                dial,
                photo.imageS3Key(),
                photo.confidence(),
                photo.receivedAt(),
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                List.of(new Candidate(dial, photo.confidence(), List.of())),
                photo.imageSha256(),
                null,
                null,
                List.of(),
                readerVersion);
    }

    @Test
    void a_program_decides_over_http_and_may_repeat_itself() {
        var http = service.http().about(utility.tenant);
        var review = "/api/reviews/" + doubt.id();

        assertThat(http.get("/api/reviews").body()).contains(doubt.id().toString(), "\"code\":\"BELOW_PREVIOUS\"");
        assertThat(http.get("/api/photos/" + photo.photoId()).body()).contains("\"verdict\":\"DOUBTED\"");
        assertThat(http.post(review + "/reject", "application/json", "{}").statusCode())
                .isEqualTo(400);
        assertThat(http.post(review + "/correct", "application/json", "{\"index\":\"123456\"}")
                        .statusCode())
                .isEqualTo(422);
        for (var repeated = 0; repeated < 2; repeated++) {
            assertThat(http.post(review + "/accept", "application/json", "").statusCode())
                    .isEqualTo(200);
        }
        assertThat(http.post(review + "/correct", "application/json", "{\"index\":\"01090.5\"}")
                        .statusCode())
                .isEqualTo(409);

        assertThat(http.get("/api/photos/" + photo.photoId()).body())
                .contains("\"verdict\":\"ACCEPTED\"", "\"reviewed\":true", "\"index\":900.0", "\"unit\":\"kWh\"");
        assertThat(http.get("/api/readings?photoId=" + photo.photoId()).body())
                .contains("\"source\":\"REVIEW\"", "\"period\":\"2026-11\"");
        assertThat(http.get("/api/readings?period=soon").statusCode()).isEqualTo(400);
        assertThat(http.get("/api/reviews?cursor=nonsense").statusCode()).isEqualTo(400);
    }

    @Test
    void the_list_goes_on_from_its_cursor() {
        for (var number = 0; number < 3; number++) {
            doubtedPhoto();
        }
        var http = service.http().about(utility.tenant);

        var first = http.get("/api/reviews?limit=3").body();
        var cursor = Pattern.compile("\"nextCursor\":\"([^\"]+)\"").matcher(first);
        assertThat(cursor.find()).isTrue();
        var second = http.get("/api/reviews?limit=3&cursor=" + cursor.group(1)).body();

        assertThat(first.split("\"photoId\"", -1)).hasSize(4);
        assertThat(second.split("\"photoId\"", -1)).hasSize(2);
        assertThat(second).contains("\"nextCursor\":null");
    }

    @Test
    void strangers_operators_and_other_utilities_see_nothing_of_it() {
        var other = signedIn(newUtility().tenant, Role.REVIEWER);
        var operator = signedIn(utility.tenant, Role.OPERATOR);

        assertThat(other.get(page).statusCode()).isEqualTo(404);
        assertThat(other.get(page + "/photo").statusCode()).isEqualTo(404);
        assertThat(other.get("/console/reviews").body())
                .doesNotContain(doubt.id().toString());
        assertThat(operator.get(page).statusCode()).isEqualTo(403);
        assertThat(new Browser().get(page).statusCode()).isEqualTo(303);
    }

    @Test
    void opening_readings_come_in_by_file_and_the_same_file_again_changes_nothing() {
        var http = service.http().about(utility.tenant);
        utility.metersOf(utility.newPerson(), "EM-77");
        var file = """
                serial,index,taken_at
                EM-77,00100.5,2026-09-01
                EM-77,00200.5,2026-10-01T06:00:00Z
                EM-78,00200.5,2026-10-01
                EM-77,123456,2026-10-02
                """;

        assertThat(http.post("/api/imports/readings", "text/csv", file).body())
                .contains("\"created\":2", "\"rejected\":2", "serial is not known");
        assertThat(http.post("/api/imports/readings", "text/csv", file).body()).contains("\"unchanged\":2");
        assertThat(http.post("/api/imports/readings", "text/csv", file.replace("00100.5", "00101.5"))
                        .body())
                .contains("index is 100.500 at this moment already");
    }

    private static Utility newUtility() {
        var tenant = service.newTenant();
        return new Utility(
                service.bean(TenantTransactions.class),
                service.bean(Sql.class),
                service.bean(Readings.class),
                tenant.id(),
                tenant.receivingNumber());
    }

    private ReadingCaptured doubtedPhoto() {
        var person = utility.newPerson();
        var meter = utility.metersOf(person, photoSerial()).getFirst();
        utility.opening(meter, "01000.0", NOW.minus(Duration.ofDays(30)));
        var captured = utility.photo(person, "00900.0", "0.97", NOW);
        service.bean(S3Client.class)
                .putObject(
                        put -> put.bucket(ServiceUnderTest.photoBucket()).key(captured.imageS3Key()),
                        RequestBody.fromBytes(PICTURE));
        keepInMessageTable(captured);
        service.bean(RecordReading.class).record(captured);
        return captured;
    }

    /** The first meter's serial wants to be escaped. */
    private String photoSerial() {
        return photo == null ? "EM-<1>" : "EM-" + System.nanoTime();
    }

    private static void keepInMessageTable(ReadingCaptured captured) {
        var corners = List.of(List.of("10", "20"), List.of("110", "20"), List.of("110", "60"), List.of("10", "60"));
        var box = AttributeValue.fromL(corners.stream()
                .map(corner -> AttributeValue.fromL(
                        corner.stream().map(AttributeValue::fromN).toList()))
                .toList());
        var ocr = AttributeValue.fromM(Map.of(
                "imageWidthPx", AttributeValue.fromN("640"), "imageHeightPx", AttributeValue.fromN("480"), "box", box));
        var part =
                AttributeValue.fromM(Map.of(MessageTable.KIND, AttributeValue.fromS("PHOTO"), MessageTable.OCR, ocr));
        service.bean(DynamoDbClient.class)
                .putItem(put -> put.tableName(ServiceUnderTest.messageTable())
                        .item(Map.of(
                                MessageTable.MESSAGE_ID,
                                AttributeValue.fromS(captured.messageId()),
                                MessageTable.PARTS,
                                AttributeValue.fromM(Map.of(captured.photoId(), part)))));
    }

    private static String tokenIn(String body) {
        var token = TOKEN.matcher(body);
        assertThat(token.find()).isTrue();
        return token.group(1);
    }

    private static Browser signedIn(TenantId tenant, Role role) {
        var key = service.bean(ApiKeys.class).make(tenant, "a clerk", role).key();
        var browser = new Browser();
        assertThat(browser.post("/console/sign-in", Map.of("key", key)).statusCode())
                .isEqualTo(303);
        return browser;
    }

    /** Somebody's browser, with cookies. */
    private static final class Browser {

        private final HttpClient client =
                HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

        HttpResponse<String> get(String path) {
            return send(request(path).GET(), HttpResponse.BodyHandlers.ofString());
        }

        byte[] bytes(String path) {
            return send(request(path).GET(), HttpResponse.BodyHandlers.ofByteArray())
                    .body();
        }

        HttpResponse<String> post(String path, Map<String, String> form) {
            var body = form.entrySet().stream()
                    .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                    .collect(Collectors.joining("&"));
            var request = request(path)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(HttpRequest.BodyPublishers.ofString(body));
            return send(request, HttpResponse.BodyHandlers.ofString());
        }

        private static HttpRequest.Builder request(String path) {
            return HttpRequest.newBuilder(URI.create(service.uri() + path)).timeout(Duration.ofSeconds(30));
        }

        private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> handler) {
            try {
                return client.send(request.build(), handler);
            } catch (java.io.IOException | InterruptedException failure) {
                throw new AssertionError(failure);
            }
        }
    }
}
