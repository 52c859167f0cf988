package org.meterline.ocr;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.meterline.engines.interleaving.Interleaving;

/** Any two or three, in any order, over the table in memory; {@link PhotoStatesIT} does the same over the real one. */
class PhotoStatesTest {

    @Property(tries = 1_000, shrinking = ShrinkingMode.BOUNDED)
    void a_photo_in_the_hands_of_several_comes_to_one_end(
            @ForAll @Size(min = 2, max = 3) List<PhotoStates.Role> roles,
            @ForAll @IntRange(max = 2) int down,
            @ForAll boolean lost,
            @ForAll @Size(3) List<@IntRange(max = 8) Integer> deaths,
            @ForAll @Size(20) List<@IntRange(max = 5) Integer> order) {
        var messages = new InMemoryMessages();
        var photo = MessagesContract.freshPhoto();
        messages.add(photo);
        new PhotoStates(messages, photo, down, lost).check(roles, new Interleaving(deaths, order));
    }
}
