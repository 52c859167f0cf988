package org.meterline.ocr.reader;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * One counter as it was read from several strips, each cut a little differently: what is doubtful in one is often clear in
 * another, and what only one of them shows is doubted.
 */
final class Looks {

    private static final int TEXTS_MAX = 3;

    private final List<Look> looks;
    private final List<CtcBeam.Text> texts;
    private final List<Look> agreeing;
    private final List<int[]> peaks;

    Looks(List<Look> looks) {
        this.looks = List.copyOf(looks);
        texts = texts(looks);
        agreeing =
                texts.isEmpty() ? List.of() : agreeing(looks, texts.getFirst().digits());
        peaks = agreeing.stream()
                .map(look -> Alignment.peaks(texts.getFirst().digits(), look.steps()))
                .toList();
    }

    /** The likeliest texts of a believable length, best first, with the means of the looks' chances; there may be none. */
    List<CtcBeam.Text> texts() {
        return texts;
    }

    /** For each digit of the likeliest text how clear it is, at its clearest step. */
    double[] clearness() {
        var digits = texts.getFirst().digits();
        var clearness = new double[digits.length()];
        for (var place = 0; place < clearness.length; place++) {
            var digit = digits.charAt(place) - '0';
            for (var i = 0; i < agreeing.size(); i++) {
                clearness[place] += agreeing.get(i).steps().of(digit, peaks.get(i)[place]) / agreeing.size();
            }
        }
        return clearness;
    }

    /** For each digit of the likeliest text the mean of what its wheels' chances are. */
    double[] wheels(Function<Steps, float[]> chance) {
        var means = new double[texts.getFirst().digits().length()];
        for (var place = 0; place < means.length; place++) {
            for (var i = 0; i < agreeing.size(); i++) {
                means[place] += chance.apply(agreeing.get(i).steps())[peaks.get(i)[place]] / agreeing.size();
            }
        }
        return means;
    }

    /** For each digit of a text the chances of 0 to 9 in its place, from the looks that see as many digits. */
    List<double[]> chances(String digits) {
        var seeing = looks.stream()
                .filter(look -> look.likeliest().length() == digits.length())
                .toList();
        var chances = new ArrayList<double[]>();
        for (var place = 0; place < digits.length(); place++) {
            chances.add(new double[10]);
        }
        for (var look : seeing.isEmpty() ? looks : seeing) {
            var at = Alignment.peaks(digits, look.steps());
            for (var place = 0; place < digits.length(); place++) {
                for (var digit = 0; digit <= 9; digit++) {
                    chances.get(place)[digit] +=
                            look.steps().amongDigits(digit, at[place]) / (seeing.isEmpty() ? looks : seeing).size();
                }
            }
        }
        return chances;
    }

    double mean(ToDoubleFunction<Steps> judgement) {
        return looks.stream()
                .mapToDouble(look -> judgement.applyAsDouble(look.steps()))
                .average()
                .orElse(0);
    }

    private static List<CtcBeam.Text> texts(List<Look> looks) {
        var chances = new TreeMap<String, Double>();
        for (var look : looks) {
            look.texts().forEach(text -> chances.merge(text.digits(), text.chance() / looks.size(), Double::sum));
        }
        return chances.entrySet().stream()
                .filter(entry -> Look.isBelievable(entry.getKey()))
                .map(entry -> new CtcBeam.Text(entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparingDouble(CtcBeam.Text::chance).reversed())
                .limit(TEXTS_MAX)
                .toList();
    }

    /** Those that read the text, or else the one that looks most like a counter. */
    private static List<Look> agreeing(List<Look> looks, String digits) {
        var agreeing =
                looks.stream().filter(look -> look.likeliest().equals(digits)).toList();
        return agreeing.isEmpty()
                ? looks.stream()
                        .max(Comparator.comparingDouble(look -> look.steps().whole()))
                        .stream()
                        .toList()
                : agreeing;
    }
}
