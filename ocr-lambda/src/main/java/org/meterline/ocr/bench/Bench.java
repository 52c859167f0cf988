package org.meterline.ocr.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import javax.imageio.ImageIO;

/** Has a reader read a folder of labelled pictures, and others beside it, and prints how good they are. */
public final class Bench {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WARM_UP = 8;
    private static final int TIMED = 40;
    private static final long PROGRESS_NANOS = 5_000_000_000L;

    private final Contender reader;
    private final BenchOptions options;
    private final PrintStream out;
    private final PrintStream progress;
    private final Report report;

    public Bench(Contender reader, BenchOptions options, PrintStream out, PrintStream progress) {
        this.reader = reader;
        this.options = options;
        this.out = out;
        this.progress = progress;
        this.report = new Report(out, options.error());
    }

    /** Measures what the options ask for. */
    public void run() throws IOException {
        var directory = options.directory();
        var photos = Labels.balanced(Labels.photos(directory.resolve("photos.csv"), options.use()), options.limit());
        for (var label : Labels.balanced(photos, WARM_UP)) {
            reader.photo(photo(label)); // what is slow the first time
        }
        var judged = read(reader, photos, directory.resolve("photos"), false).orElseThrow();
        report.table(reader.name() + ": photos", judged);
        report.reliability(judged);
        report.reasons(judged);
        out.println();
        report.effort(Effort.of(reader.name(), judged));
        var resident = resident();
        resident.ifPresent(out::println);
        if (options.predictions() != null) {
            write(judged, options.predictions());
        }
        if (options.failures() != null) {
            var picture = FailureSheet.of(
                    judged, file -> reader.picture(directory.resolve("photos").resolve(file)));
            ImageIO.write(picture, "png", options.failures().toFile());
            progress.println("the failures are in " + options.failures());
        }
        var crops = crops();
        peers(judged);
        goals(judged, crops, resident);
    }

    /** The table: wanted and reached. Times are taken on photos of one size, so that they can be compared. */
    private void goals(List<Judged> judged, Optional<List<Judged>> crops, Optional<Resident> resident)
            throws IOException {
        var timed = Labels.balanced(judged.stream().map(Judged::label).toList(), TIMED);
        try (var sized = SizedPhotos.of(timed.stream().map(this::photo).toList())) {
            var ours = effort(reader, sized);
            var tesseract = options.peerPhotos() > 0 ? TesseractProcess.installed() : Optional.<Contender>empty();
            var theirs = tesseract.isPresent() ? Optional.of(effort(tesseract.get(), sized)) : Optional.<Effort>empty();
            out.println("\n" + sized.files().size() + " photos at " + SizedPhotos.SIDE_PX + " px, decoding included:");
            report.effort(ours);
            theirs.ifPresent(effort -> {
                report.effort(effort);
                report.ratio(ours, effort);
            });
            var measured = new Goals.Measured(
                    ours.isKnown() ? OptionalDouble.of(ours.mean()) : OptionalDouble.empty(),
                    theirs.filter(effort -> effort.isKnown() && ours.isKnown())
                            .map(effort -> OptionalDouble.of(ours.of(effort)))
                            .orElse(OptionalDouble.empty()),
                    reader.learnedBytes().isPresent()
                            ? OptionalDouble.of(reader.learnedBytes().getAsLong() / 1e6)
                            : OptionalDouble.empty(),
                    resident.map(memory -> OptionalDouble.of(memory.mostMegabytes()))
                            .orElse(OptionalDouble.empty()));
            report.goals(Goals.of(
                    Figures.of(judged, options.error()),
                    crops.map(all -> Figures.of(all, options.error())),
                    measured,
                    options.error()));
        }
    }

    private static Effort effort(Contender contender, SizedPhotos photos) throws IOException {
        var millis = new ArrayList<Double>();
        for (var file : photos.files()) {
            millis.add(contender.photo(file).cpuMillis());
        }
        return Effort.of(contender.name(), millis.stream());
    }

    private Path photo(Label label) {
        return options.directory().resolve("photos").resolve(label.file());
    }

    private Optional<List<Judged>> crops() throws IOException {
        var csv = options.directory().resolve("crops.csv");
        if (!Files.exists(csv)) {
            out.println("\nno crops.csv: no counters cut out are read");
            return Optional.empty();
        }
        var crops = Labels.balanced(Labels.crops(csv, options.use()), options.limit());
        var judged = read(reader, crops, options.directory().resolve("crops"), true);
        if (judged.isPresent()) {
            report.table(reader.name() + ": counters cut out", judged.get());
            out.println();
            report.effort(Effort.of(reader.name(), judged.get()));
        } else {
            out.println("\n" + reader.name() + " does not read counters that were cut out");
        }
        return judged;
    }

    /** The others read fewer photos; this reader's figures for the same photos stand beside theirs. */
    private void peers(List<Judged> all) throws IOException {
        if (options.peerPhotos() <= 0) {
            return;
        }
        var labels = Labels.balanced(all.stream().map(Judged::label).toList(), options.peerPhotos());
        var ours = all.stream().filter(each -> labels.contains(each.label())).toList();
        out.println("\nbeside others, on " + labels.size() + " of the photos:");
        report.shortTable(reader.name(), ours);
        var theirs = new LinkedHashMap<String, List<Judged>>();
        read(TesseractProcess.installed(), "tesseract is not installed", labels, theirs);
        read(PeerProcess.packagedOcr(), "python3 knows neither rapidocr nor rapidocr_onnxruntime", labels, theirs);
        if (options.peerCommand() != null) {
            read(PeerProcess.command(options.peerCommand()), "the peer did not say its name", labels, theirs);
        }
        out.println();
        var effort = Effort.of(reader.name(), ours);
        report.effort(effort);
        theirs.forEach((name, judged) -> report.effort(Effort.of(name, judged)));
        theirs.forEach((name, judged) -> report.ratio(effort, Effort.of(name, judged)));
    }

    private void read(
            Optional<Contender> contender,
            String otherwise,
            List<Label> labels,
            LinkedHashMap<String, List<Judged>> into)
            throws IOException {
        if (contender.isEmpty()) {
            out.println("\n" + otherwise + ": not compared");
            return;
        }
        try (var peer = contender.get()) {
            var judged = read(peer, labels, options.directory().resolve("photos"), false)
                    .orElseThrow();
            report.shortTable(peer.name(), judged);
            into.put(peer.name(), judged);
        }
    }

    /** Empty when it does not read such pictures. */
    private Optional<List<Judged>> read(Contender contender, List<Label> labels, Path directory, boolean cutOut)
            throws IOException {
        var judged = new ArrayList<Judged>();
        var began = System.nanoTime();
        var last = began;
        for (var label : labels) {
            var file = directory.resolve(label.file());
            var answer = cutOut ? contender.cutOut(file) : Optional.of(contender.photo(file));
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            judged.add(new Judged(label, answer.get()));
            var now = System.nanoTime();
            if (now - last > PROGRESS_NANOS || judged.size() == labels.size()) {
                last = now;
                var left = (now - began) / judged.size() * (labels.size() - judged.size()) / 1_000_000_000;
                progress.println(contender.name() + ": " + judged.size() + " of " + labels.size() + ", about " + left
                        + " s to go");
            }
        }
        return Optional.of(judged);
    }

    /** As the folder's own score.py reads them. */
    private static void write(List<Judged> judged, Path to) throws IOException {
        try (var lines = Files.newBufferedWriter(to)) {
            for (var each : judged) {
                var line = new LinkedHashMap<String, Object>();
                line.put("file", each.label().file());
                line.put("status", each.answer().said() ? "READ" : "UNREADABLE");
                line.put("reading", each.answer().reading());
                line.put("confidence", each.answer().confidence());
                line.put("turning", each.answer().turning());
                line.put("reason", each.answer().reason());
                line.put("cpuMillis", Math.round(each.answer().cpuMillis()));
                lines.write(JSON.writeValueAsString(line));
                lines.newLine();
            }
        }
    }

    /** How much memory this process holds, and held at most. */
    private record Resident(long megabytes, long mostMegabytes) {

        @Override
        public String toString() {
            return "resident " + megabytes + " MB, at most " + mostMegabytes + " MB (the whole process)";
        }
    }

    /** Empty where Linux does not tell. */
    private static Optional<Resident> resident() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            var sizes = lines.filter(line -> line.startsWith("VmRSS") || line.startsWith("VmHWM"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .sorted()
                    .toArray();
            return sizes.length == 2 ? Optional.of(new Resident(sizes[0], sizes[1])) : Optional.empty();
        } catch (IOException notLinux) {
            return Optional.empty();
        }
    }
}
