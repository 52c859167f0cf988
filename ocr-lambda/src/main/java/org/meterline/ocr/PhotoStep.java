package org.meterline.ocr;

import io.opentelemetry.api.trace.SpanKind;
import org.meterline.tracing.NewStep;
import org.meterline.tracing.Tag;
import org.meterline.tracing.Tracing;

/** A step with a photo in its message's trace. The bucket's notification carries none: it goes on from where the message was claimed. */
final class PhotoStep {

    private PhotoStep() {}

    static NewStep of(String name, KnownPhoto photo) {
        return Tracing.step(name)
                .kind(SpanKind.CONSUMER)
                .about(photo.name().messageId())
                .from(photo.traceparent())
                .tag(Tag.MESSAGING_SYSTEM, "aws_sqs")
                .tag(Tag.MESSAGING_OPERATION, "process")
                .tag(Tag.PHOTO_ID, photo.name().id());
    }
}
