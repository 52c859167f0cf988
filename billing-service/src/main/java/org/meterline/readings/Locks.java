package org.meterline.readings;

import java.util.ArrayList;
import java.util.List;
import org.meterline.contracts.ContactIdentity;
import org.meterline.contracts.ReadingCaptured;

/**
 * The names that a judgement goes alone on: the photo, its bytes, and its sender. Two messages with the same picture are judged
 * one after the other; and who links a sender and who holds their photo see what the other did.
 */
final class Locks {

    private Locks() {}

    static List<String> of(ReadingCaptured photo) {
        return of(photo.contact(), List.of(photo));
    }

    static List<String> of(List<ContactIdentity> sender, List<ReadingCaptured> photos) {
        var names = new ArrayList<String>();
        sender.forEach(identity -> names.add(identity.type() + ":" + identity.value()));
        for (var photo : photos) {
            names.add(photo.photoId());
            names.add(photo.imageSha256());
        }
        return names;
    }
}
