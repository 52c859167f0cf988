package org.meterline.stack.storm;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** How much memory and processor each part takes, read from {@code /proc}; a function's workers count as one. */
final class Gauges {

    private static final Pattern RESIDENT = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");
    private static final int TICK_MILLIS = 10; // USER_HZ is 100 wherever Java runs on Linux
    private static final String OURSELVES = "storm";

    private final Supplier<Map<String, ProcessHandle>> processes;
    private final Map<Long, Long> cpuMillisOf = new HashMap<>(); // of each process, as last seen
    private final Map<String, Long> cpuMillis = new TreeMap<>();
    private boolean isFirst = true;

    Gauges(Supplier<Map<String, ProcessHandle>> processes) {
        this.processes = processes;
    }

    /** The memory of each part now, in KB. A process that ends between two looks has spent more time than is known here. */
    synchronized Map<String, Long> look() {
        var resident = new TreeMap<String, Long>();
        var all = new HashMap<>(processes.get());
        all.put(OURSELVES, ProcessHandle.current());
        var children = ProcessHandle.allProcesses()
                .filter(process -> process.parent().isPresent())
                .collect(Collectors.groupingBy(
                        process -> process.parent().map(ProcessHandle::pid).orElse(0L)));
        all.forEach((name, root) -> {
            var part = name.replaceFirst("-\\d+$", "");
            family(root, hasFamily(part) ? children : Map.of()).forEach(process -> {
                resident.merge(part, residentKilobytes(process), Long::sum);
                var spent = cpuMillis(process);
                var before = cpuMillisOf.put(process.pid(), spent);
                var since = before == null ? (isFirst ? spent : 0) : before;
                cpuMillis.merge(part, Math.max(0, spent - since), Long::sum);
            });
        });
        isFirst = false;
        return resident;
    }

    /** What each part has spent since the first look. */
    synchronized Map<String, Long> cpuMillis() {
        return Map.copyOf(cpuMillis);
    }

    /** Engines are several processes. Our own children are parts, and the gateway's are workers, with names of their own. */
    private static boolean hasFamily(String part) {
        return !part.equals(OURSELVES) && !part.equals("gateway");
    }

    private static Stream<ProcessHandle> family(ProcessHandle root, Map<Long, List<ProcessHandle>> children) {
        return Stream.concat(
                Stream.of(root),
                children.getOrDefault(root.pid(), List.of()).stream().flatMap(child -> family(child, children)));
    }

    private static long residentKilobytes(ProcessHandle process) {
        var found = RESIDENT.matcher(read(process, "status"));
        return found.find() ? Long.parseLong(found.group(1)) : 0;
    }

    private static long cpuMillis(ProcessHandle process) {
        var stat = read(process, "stat");
        var fields =
                stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", -1); // a program's name may hold blanks
        return fields.length < 13 ? 0 : (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * TICK_MILLIS;
    }

    private static String read(ProcessHandle process, String file) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(process.pid()), file));
        } catch (IOException gone) {
            return "";
        }
    }
}
