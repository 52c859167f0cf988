package org.meterline.readings.adapter;

import jakarta.inject.Singleton;
import org.meterline.contracts.DeliveryReported;
import org.meterline.contracts.Event;
import org.meterline.contracts.MessageReceived;
import org.meterline.contracts.ReadingCaptured;
import org.meterline.contracts.ReadingFailed;
import org.meterline.contracts.ReadingUnreadable;
import org.meterline.contracts.Topology;
import org.meterline.platform.QueueListener;
import org.meterline.readings.RecordReading;

/** Hears from the reader what it made of photos. */
@Singleton
final class ReadingsConsumer implements QueueListener {

    private final RecordReading recordReading;

    ReadingsConsumer(RecordReading recordReading) {
        this.recordReading = recordReading;
    }

    @Override
    public Topology.ConsumerQueue queue() {
        return Topology.BILLING_READINGS;
    }

    @Override
    public void receive(Event event) {
        switch (event) {
            case ReadingCaptured photo -> recordReading.record(photo);
            case ReadingUnreadable photo -> recordReading.record(photo);
            case ReadingFailed photo -> recordReading.record(photo);
            case MessageReceived foreign -> throw notForThisQueue(foreign);
            case DeliveryReported foreign -> throw notForThisQueue(foreign);
        }
    }

    private IllegalArgumentException notForThisQueue(Event event) {
        return new IllegalArgumentException(event.type() + " has no business on " + queue().name());
    }
}
