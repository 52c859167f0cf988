package org.meterline.contracts;

import java.util.List;

/** What the reader tells of one photo: where the photo came from is the same in all three, whatever became of it. */
public sealed interface PhotoEvent extends Event permits ReadingCaptured, ReadingUnreadable, ReadingFailed {

    /** The photo: the message's id, then {@code -2} … for further photos of one message. */
    String photoId();

    /** The photo's key in the bucket. */
    String imageS3Key();

    /** The channel it came by, and the one to answer on. */
    Channel channel();

    /** The utility's number, in E.164; it names the tenant. */
    String receivingNumber();

    /** Every name the sender is known by. */
    List<ContactIdentity> contact();

    /** The reader and models that tried. */
    String readerVersion();

    /** Another reader's word on the same photo is another event. */
    @Override
    default String eventId() {
        return photoId() + "/" + type().routingKey() + "/" + readerVersion();
    }
}
