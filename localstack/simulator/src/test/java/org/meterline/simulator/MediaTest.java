package org.meterline.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads: credentials at the first hop, none at the second. */
class MediaTest {

    private static final byte[] PHOTO = {(byte) 0xFF, (byte) 0xD8, 1, 2, 3, 4, 5, 6};

    @TempDir
    private Path state;

    private TestSimulator simulator;
    private String url;

    @BeforeEach
    void start() throws IOException {
        simulator = new TestSimulator(state);
        simulator.sendPhoto(PHOTO);
        url = simulator.utility().calls().getFirst().get("MediaUrl0");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    @Test
    void without_credentials_there_is_nothing() {
        assertThat(simulator.send(simulator.request(url).build()).statusCode()).isEqualTo(401);
    }

    @Test
    void with_them_the_way_leads_to_another_port_where_none_are_needed() {
        var redirect = simulator.send(simulator.api(url).build());
        var cdn = redirect.headers().firstValue("Location").orElseThrow();
        var file = simulator.send(simulator.request(cdn).build());

        assertThat(redirect.statusCode()).isEqualTo(307);
        assertThat(redirect.body()).isEmpty();
        assertThat(cdn).startsWith(simulator.simulation().cdnOrigin()).doesNotContain("AC0000");
        assertThat(simulator.simulation().cdnOrigin())
                .isNotEqualTo(simulator.simulation().origin());
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type")).hasValue("image/jpeg");
        assertThat(file.body()).isEqualTo(PHOTO);
        assertThat(simulator.get("/control/violations")).isEmpty();
    }

    @Test
    void credentials_that_travel_on_are_a_violation_and_get_nothing() {
        var redirect = simulator.send(simulator.api(url).build());

        var file = simulator.send(simulator
                .api(redirect.headers().firstValue("Location").orElseThrow())
                .build());

        assertThat(file.statusCode()).isEqualTo(400);
        assertThat(simulator.get("/control/violations")).hasSize(1);
    }

    @Test
    void a_deleted_file_is_gone() {
        assertThat(simulator.send(simulator.api(url).DELETE().build()).statusCode())
                .isEqualTo(204);

        assertThat(simulator.send(simulator.api(url).build()).statusCode()).isEqualTo(404);
        assertThat(simulator.send(simulator.api(url).DELETE().build()).statusCode())
                .isEqualTo(404);
    }

    @Test
    void another_accounts_path_is_refused() {
        var foreign = url.replace(TestSimulator.ACCOUNT, "AC00000000000000000000000000000009");

        assertThat(simulator.send(simulator.api(foreign).build()).statusCode()).isEqualTo(401);
    }

    @Test
    void a_download_can_fail_as_often_as_told() {
        simulator.mischief("{\"mediaFault\":\"HTTP_500\",\"mediaFaultsLeft\":1}");
        var cdn = simulator
                .send(simulator.api(url).build())
                .headers()
                .firstValue("Location")
                .orElseThrow();

        assertThat(simulator.send(simulator.request(cdn).build()).statusCode()).isEqualTo(500);
        assertThat(simulator.send(simulator.request(cdn).build()).statusCode()).isEqualTo(200);
    }
}
