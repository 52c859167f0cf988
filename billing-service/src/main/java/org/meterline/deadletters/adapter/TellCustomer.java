package org.meterline.deadletters.adapter;

import io.micronaut.context.event.ApplicationEventPublisher;
import jakarta.inject.Singleton;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.MessageTable.Outcome;
import org.meterline.contracts.PartKind;
import org.meterline.contracts.PhotoEvent;
import org.meterline.contracts.ReadingFailed;
import org.meterline.deadletters.MessageGivenUp;
import org.meterline.platform.Outbox;
import org.meterline.platform.TenantId;
import org.meterline.readings.RecordReading;

/**
 * Lets a customer know that we failed. A photo is recorded as failed, as if the reader had given it up: should it be read after
 * all, that counts. A message comes to its end, and is news.
 */
@Singleton
class TellCustomer {

    private final RecordReading recordReading;
    private final Outbox outbox;
    private final ApplicationEventPublisher<MessageGivenUp> news;

    TellCustomer(RecordReading recordReading, Outbox outbox, ApplicationEventPublisher<MessageGivenUp> news) {
        this.recordReading = recordReading;
        this.outbox = outbox;
        this.news = news;
    }

    /** In a transaction of the customer's tenant. */
    void thatFailed(TenantId tenant, Event event) {
        switch (event) {
            case PhotoEvent photo -> recordReading.record(failed(photo));
            case MessageReceived message -> {
                for (var part : message.parts()) {
                    if (part.kind() != PartKind.PHOTO) {
                        outbox.settle(message.messageId(), part.partId(), Outcome.FAILED);
                    }
                }
                news.publishEvent(new MessageGivenUp(tenant, message));
            }
            case DeliveryReported nobodyWaits -> {}
        }
    }

    private static ReadingFailed failed(PhotoEvent photo) {
        return new ReadingFailed(
                photo.messageId(),
                null,
                photo.imageS3Key(),
                photo.receivedAt(),
                photo.photoId(),
                photo.channel(),
                photo.receivingNumber(),
                photo.contact(),
                photo.readerVersion());
    }
}
