package org.meterline.platform.adapter;

import java.util.Set;

/**
 * What a process of the service does to the world: it says each step when it is done, and is gone behind the one that it was told,
 * as if the power had failed. The process is told by system properties; the parts around {@link SteppingParts} know the steps.
 */
public final class Steps {

    /** What a process ends with when it died behind its step. */
    public static final int DIED = 86;

    static final String ENABLED = "meterline.test.steps";
    static final String LAST = "meterline.test.last-step";
    static final String MARK = "done: ";

    private static final Set<String> NO_PLACES = Set.of("Steps", "SteppingParts", "SteppingDatabase", "SteppingBroker");

    private Steps() {}

    /** A step is done. */
    static void done(String step) {
        synchronized (System.out) {
            System.out.println(MARK + step);
            if (step.equals(System.getProperty(LAST))) {
                Runtime.getRuntime().halt(DIED);
            }
        }
    }

    /**
     * The place in our code that wants a step done: the class and its method, transactions themselves left out; where a person asked
     * for it, also what for.
     */
    static String place() {
        var places = StackWalker.getInstance()
                .walk(frames -> frames.filter(frame -> frame.getClassName().startsWith("org.meterline."))
                        .filter(frame -> !isNoPlace(simpleName(frame.getClassName())))
                        .map(frame -> simpleName(frame.getClassName()) + "." + methodName(frame.getMethodName()))
                        .toList());
        if (places.isEmpty()) {
            return "nowhere";
        }
        return places.stream()
                .filter(place -> place.contains("Controller."))
                .reduce((inner, outer) -> outer)
                .map(asked -> places.getFirst() + " for " + asked)
                .orElse(places.getFirst());
    }

    private static boolean isNoPlace(String name) {
        return NO_PLACES.contains(name)
                || name.isEmpty() // generated
                || name.endsWith("Transactions")
                || name.equals("Sql");
    }

    private static String simpleName(String className) {
        var name = className.substring(className.lastIndexOf('.') + 1);
        return name.contains("$") ? name.substring(0, name.indexOf('$')) : name;
    }

    /** A lambda is the method that it stands in. */
    private static String methodName(String name) {
        return name.startsWith("lambda$") ? name.split("\\$")[1] : name;
    }
}
