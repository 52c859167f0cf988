package org.meterline.stack.storm;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.meterline.stack.storm.FaultPlan.Planned;
import org.meterline.stack.storm.Weather.Fault;
import org.meterline.stack.storm.line.Line;
import org.meterline.stack.storm.line.Refusals;
import org.meterline.stack.supervisor.Supervisor;

/** Makes things go wrong, and right again, and knows whether anybody felt it. */
final class Faults implements Weather.Source {

    private static final int REFUSED_PERCENT = 40;
    private static final int SPOILT_PERCENT = 60;
    private static final Duration BETWEEN_CUTS = Duration.ofMillis(400);
    private static final String MORE_THAN_ANY_DISK = "1000000000000000"; // bytes that must be free
    private static final String ENOUGH = "50000000";
    private static final List<String> PAUSED = List.of("billing", "postgres", "rabbitmq", "dynamodb", "s3", "sqs");

    private final Supervisor supervisor;
    private final BrokenLines lines;
    private final Outside outside;

    Faults(Supervisor supervisor, BrokenLines lines, Outside outside) {
        this.supervisor = supervisor;
        this.lines = lines;
        this.outside = outside;
    }

    @Override
    public boolean areReady(List<String> parts) {
        return parts.stream().allMatch(supervisor::isReady);
    }

    @Override
    public Fault aim(Planned fault) {
        var random = new Random(fault.seed());
        var time = fault.lasts();
        return switch (fault.kind()) {
            case BILLING_KILLED -> killed("billing", List.of("billing"));
            case BROKER_KILLED -> killed("rabbitmq", List.of("rabbitmq"));
            case DATABASE_KILLED -> killed("postgres", List.of("postgres"));
            case RECEIVER_KILLED -> killed("ingest", List.of());
            case READER_KILLED -> killed("ocr", List.of());
            case PART_PAUSED -> {
                var part = PAUSED.get(random.nextInt(PAUSED.size()));
                yield new Fault(part, List.of(part), () -> paused(part, time));
            }
            case LAMBDAS_FROZEN ->
                new Fault("lambdas", List.of("gateway"), () -> {
                    supervisor.freezeIdleWorkers(true);
                    return until(time, () -> supervisor.freezeIdleWorkers(false));
                });
            case DISK_ALARM ->
                new Fault("rabbitmq", List.of("rabbitmq"), () -> {
                    supervisor.tellBroker("set_disk_free_limit", MORE_THAN_ANY_DISK);
                    return until(time, () -> supervisor.tellBroker("set_disk_free_limit", ENOUGH));
                });
            case CONNECTIONS_RESET -> on(line(random), line -> cut(line, time));
            case LINE_SLOW -> {
                var millis = 20 + random.nextInt(180);
                yield on(line(random), line -> {
                    line.delay(millis);
                    until(time, () -> line.delay(0));
                });
            }
            case LINE_SILENT ->
                on(line(random), line -> {
                    line.silence();
                    until(time, line::heal);
                });
            case TWILIO_BUSY -> mischief("\"sendFault\":\"HTTP_429\",\"sendFaultPercent\":" + SPOILT_PERCENT, fault);
            case TWILIO_BROKEN -> mischief("\"sendFault\":\"HTTP_500\",\"sendFaultPercent\":" + SPOILT_PERCENT, fault);
            case TWILIO_SILENT ->
                mischief(
                        "\"sendFault\":\"" + (random.nextBoolean() ? "TIMEOUT" : "ACCEPT_THEN_TIMEOUT")
                                + "\",\"sendFaultPercent\":30",
                        fault);
            case MEDIA_BROKEN ->
                mischief("\"mediaFault\":\"" + (random.nextBoolean() ? "HTTP_500" : "CUT_OFF") + "\"", fault);
            case STATUSES_DISTURBED ->
                mischief(
                        "\"outOfOrderPercent\":50,\"duplicateCallbackPercent\":30,\"droppedCallbackPercent\":10",
                        fault);
            case WEBHOOKS_LOST -> mischief("\"lostWebhookPercent\":30,\"duplicateWebhookPercent\":30", fault);
            case TABLE_THROTTLED -> refused("dynamodb", random, Refusals::tableThrottled, time);
            case TABLE_BROKEN -> refused("dynamodb", random, Refusals::internalError, time);
            case BUCKET_THROTTLED -> refused("s3", random, Refusals::slowDown, time);
            case BUCKET_BROKEN -> refused("s3", random, Refusals::bucketBroken, time);
            case QUEUE_THROTTLED -> refused("sqs", random, Refusals::queueThrottled, time);
            case QUEUE_BROKEN -> refused("sqs", random, Refusals::internalError, time);
        };
    }

    /** @param parts those that die; none for all workers of the function that is the target */
    private Fault killed(String target, List<String> parts) {
        return new Fault(target, List.of(target), () -> {
            var there = supervisor.processes();
            var victims = parts.isEmpty() ? workers(there.keySet(), target) : parts;
            var hit = false;
            for (var victim : victims) {
                hit |= there.containsKey(victim) && supervisor.kill(victim);
            }
            return hit;
        });
    }

    private static List<String> workers(Set<String> all, String function) {
        return all.stream().filter(name -> name.matches(function + "-\\d+")).toList();
    }

    /** With all that descends from it. What is killed meanwhile by somebody else stays dead. */
    private boolean paused(String part, Duration time) throws IOException, InterruptedException {
        var process = supervisor.processes().get(part);
        if (process == null) {
            return false;
        }
        var all = new Signals(process);
        all.stop();
        return until(time, all::proceed);
    }

    /** A line is hit when something passed it, or wanted to, meanwhile. */
    private static Fault on(Line line, Harm harm) {
        return new Fault(line.toString(), ends(line), () -> {
            var before = line.disturbed();
            harm.happen(line);
            return line.disturbed() > before;
        });
    }

    private static void cut(Line line, Duration time) throws InterruptedException {
        for (var left = time; left.isPositive(); left = left.minus(BETWEEN_CUTS)) {
            line.cut();
            TimeUnit.NANOSECONDS.sleep(BETWEEN_CUTS.toNanos());
        }
    }

    private Fault refused(String service, Random random, BiFunction<Integer, Long, Refusals> some, Duration time) {
        var from = service.equals("dynamodb") && random.nextBoolean() ? "billing" : "lambdas";
        var line = lines.between(from, service);
        var refusals = some.apply(REFUSED_PERCENT, random.nextLong());
        return new Fault(line.toString(), ends(line), () -> {
            line.refuse(refusals);
            until(time, () -> line.refuse(Refusals.NONE));
            return refusals.given() > 0;
        });
    }

    /** Told to the simulator, which dices for each message, with dice that the storm's seed has cast. */
    private Fault mischief(String changes, Planned fault) {
        var target = fault.kind() == FaultKind.MEDIA_BROKEN ? "media" : "twilio";
        return new Fault(target, List.of("simulator"), () -> {
            outside.mischief("{\"seed\":" + fault.seed() + "," + changes + "}");
            return until(fault.lasts(), outside::calmDown);
        });
    }

    private Line line(Random random) {
        var used = lines.all().stream()
                .filter(Line::isUsed)
                .sorted(Comparator.comparing(Line::toString))
                .toList();
        return used.get(random.nextInt(used.size()));
    }

    /** The parts at both ends. */
    private static List<String> ends(Line line) {
        return List.of(
                line.from().equals("lambdas") ? "gateway" : line.from(),
                line.to().equals("twilio") ? "simulator" : line.to());
    }

    private static boolean until(Duration time, End end) throws IOException, InterruptedException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } finally {
            end.end();
        }
        return true;
    }

    /** What is done to a line. */
    private interface Harm {
        void happen(Line line) throws IOException, InterruptedException;
    }

    /** How it becomes right again. */
    private interface End {
        void end() throws IOException, InterruptedException;
    }
}
