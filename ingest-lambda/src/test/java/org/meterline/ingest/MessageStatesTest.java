package org.meterline.ingest;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.meterline.engines.interleaving.Interleaving;
import org.slf4j.LoggerFactory;

/** Any two or three, in any order, over the table in memory; {@link MessageStatesIT} does the same over the real one. */
class MessageStatesTest {

    private static final Logger OURS = (Logger) LoggerFactory.getLogger("org.meterline.ingest");

    @BeforeContainer
    static void theDeadAreNotLogged() {
        OURS.setLevel(Level.OFF);
    }

    @AfterContainer
    static void everythingIsLogged() {
        OURS.setLevel(null);
    }

    @Property(tries = 2_000, shrinking = ShrinkingMode.BOUNDED)
    void a_message_in_the_hands_of_several_comes_to_one_end(
            @ForAll MessageStates.Kind kind,
            @ForAll @Size(min = 2, max = 3) List<MessageStates.Role> roles,
            @ForAll("worlds") MessageStates.World world,
            @ForAll @Size(3) List<@IntRange(max = 12) Integer> deaths,
            @ForAll @Size(24) List<@IntRange(max = 5) Integer> order) {
        new MessageStates(new InMemoryMessages(), kind, world).check(roles, new Interleaving(deaths, order));
    }

    @Provide
    Arbitrary<MessageStates.World> worlds() {
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false))
                .as(MessageStates.World::new);
    }
}
