package org.meterline.engines.interleaving;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/**
 * An order in which several do their steps, and when each of them dies. The same one gives the same run.
 *
 * @param deaths of each of them how many steps it does, more than it has for one that lives
 * @param order whose step is next, as a number of those that are still at work; when it is used up, the first of them
 */
public record Interleaving(List<Integer> deaths, List<Integer> order) {

    private static final int STEPS_MAX = 40;

    public Interleaving {
        deaths = List.copyOf(deaths);
        order = List.copyOf(order);
    }

    /** Any order of so many, half of whom die within their first steps. */
    public static Interleaving any(Random random, int actors) {
        var deaths = IntStream.range(0, actors)
                .mapToObj(actor -> random.nextBoolean() ? STEPS_MAX : random.nextInt(9))
                .toList();
        return new Interleaving(
                deaths, random.ints(STEPS_MAX, 0, actors).boxed().toList());
    }

    /**
     * Lets them work until all have ended or died.
     *
     * @param works what each of them does, with its steps
     * @param afterEachStep looks at what they share
     */
    public void run(List<Consumer<Actor>> works, Runnable afterEachStep) {
        var atWork = new ArrayList<Actor>();
        for (var number = 0; number < works.size(); number++) {
            var actor = new Actor(deaths.get(number));
            var work = works.get(number);
            actor.start(() -> work.accept(actor));
            atWork.add(actor);
        }
        var next = order.iterator();
        atWork.removeIf(actor -> !actor.isAtWork());
        while (!atWork.isEmpty()) {
            chosen(atWork, next).go();
            afterEachStep.run();
            atWork.removeIf(actor -> !actor.isAtWork());
        }
    }

    private static Actor chosen(List<Actor> atWork, Iterator<Integer> next) {
        return atWork.get(next.hasNext() ? next.next() % atWork.size() : 0);
    }
}
