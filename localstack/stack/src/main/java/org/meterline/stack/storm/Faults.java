package org.meterline.stack.storm;

import java.io.IOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.meterline.stack.storm.FaultPlan.Planned;
import org.meterline.stack.storm.line.Line;
import org.meterline.stack.storm.line.Refusals;
import org.meterline.stack.supervisor.Supervisor;

/** Makes things go wrong, and right again. */
final class Faults {

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

    /** Makes one happen, and returns when it is over, with what it hit; what died may take longer to come back. */
    String happen(Planned fault) throws IOException, InterruptedException {
        var random = new Random(fault.seed());
        return switch (fault.kind()) {
            case BILLING_KILLED -> killed("billing");
            case BROKER_KILLED -> killed("rabbitmq");
            case DATABASE_KILLED -> killed("postgres");
            case RECEIVER_KILLED -> killed(workersOf("ingest"));
            case READER_KILLED -> killed(workersOf("ocr"));
            case PART_PAUSED -> paused(PAUSED.get(random.nextInt(PAUSED.size())), fault.lasts());
            case LAMBDAS_FROZEN -> {
                supervisor.freezeIdleWorkers(true);
                yield until(fault.lasts(), "all lambdas", () -> supervisor.freezeIdleWorkers(false));
            }
            case DISK_ALARM -> {
                supervisor.tellBroker("set_disk_free_limit", MORE_THAN_ANY_DISK);
                yield until(fault.lasts(), "rabbitmq", () -> supervisor.tellBroker("set_disk_free_limit", ENOUGH));
            }
            case CONNECTIONS_RESET -> cut(line(random), fault.lasts());
            case LINE_SLOW -> {
                var line = line(random);
                line.delay(20 + random.nextInt(180));
                yield until(fault.lasts(), line.toString(), () -> line.delay(0));
            }
            case LINE_SILENT -> {
                var line = line(random);
                line.silence();
                yield until(fault.lasts(), line.toString(), line::heal);
            }
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
            case TABLE_THROTTLED ->
                refused("dynamodb", random, Refusals.tableThrottled(REFUSED_PERCENT), fault.lasts());
            case TABLE_BROKEN -> refused("dynamodb", random, Refusals.internalError(REFUSED_PERCENT), fault.lasts());
            case BUCKET_THROTTLED -> refused("s3", random, Refusals.slowDown(REFUSED_PERCENT), fault.lasts());
            case QUEUE_THROTTLED -> refused("sqs", random, Refusals.queueThrottled(REFUSED_PERCENT), fault.lasts());
        };
    }

    private String killed(String part) {
        supervisor.kill(part);
        return part;
    }

    private String killed(List<String> parts) {
        parts.forEach(supervisor::kill);
        return String.join(", ", parts);
    }

    private List<String> workersOf(String function) {
        return supervisor.processes().keySet().stream()
                .filter(name -> name.matches(function + "-\\d+"))
                .toList();
    }

    /** With all that descends from it. What is killed meanwhile by somebody else stays dead. */
    private String paused(String part, Duration time) throws IOException, InterruptedException {
        var process = supervisor.processes().get(part);
        if (process == null) {
            return part + ", which was not there";
        }
        var all = new Signals(process);
        all.stop();
        return until(time, part, all::proceed);
    }

    private static String cut(Line line, Duration time) throws InterruptedException {
        for (var left = time; left.isPositive(); left = left.minus(BETWEEN_CUTS)) {
            line.cut();
            TimeUnit.NANOSECONDS.sleep(BETWEEN_CUTS.toNanos());
        }
        return line.toString();
    }

    private String refused(String service, Random random, Refusals refusals, Duration time)
            throws IOException, InterruptedException {
        var from = service.equals("dynamodb") && random.nextBoolean() ? "billing" : "lambdas";
        var line = lines.between(from, service);
        line.refuse(refusals);
        return until(time, line.toString(), () -> line.refuse(Refusals.NONE));
    }

    private String mischief(String changes, Planned fault) throws IOException, InterruptedException {
        outside.mischief("{" + changes + "}");
        return until(fault.lasts(), "twilio", () -> outside.mischief(""));
    }

    private Line line(Random random) {
        var used = lines.all().stream()
                .filter(Line::isUsed)
                .sorted(Comparator.comparing(Line::toString))
                .toList();
        return used.get(random.nextInt(used.size()));
    }

    private static String until(Duration time, String what, End end) throws IOException, InterruptedException {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } finally {
            end.end();
        }
        return what;
    }

    /** How it becomes right again. */
    private interface End {
        void end() throws IOException, InterruptedException;
    }
}
