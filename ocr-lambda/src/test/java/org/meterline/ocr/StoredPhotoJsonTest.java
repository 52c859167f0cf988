package org.meterline.ocr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class StoredPhotoJsonTest {

    @Test
    void the_key_is_decoded_as_a_form_is() {
        var body = Notifications.ofKey("meters/2026/11/a+b%2Bc%C3%A9.jpg");

        assertThat(StoredPhotoJson.parse(body)).containsExactly(new StoredPhoto("meters/2026/11/a b+cé.jpg", false));
    }

    @Test
    void the_buckets_test_event_tells_of_nothing() {
        assertThat(StoredPhotoJson.parse("""
                {"Service":"Amazon S3","Event":"s3:TestEvent","Time":"2026-11-21T08:15:30.000Z","Bucket":"meterline-photos"}""")).isEmpty();
    }

    @Test
    void a_body_that_is_no_notification_is_refused_without_being_quoted() {
        assertThatThrownBy(() -> StoredPhotoJson.parse("secret words"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> StoredPhotoJson.parse("{\"Records\":[{\"s3\":{}}]}"))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
