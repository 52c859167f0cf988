package org.meterline.ocr;

import java.awt.image.BufferedImage;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.meterline.contracts.QualityFinding;
import org.meterline.contracts.UnreadableReason;
import org.meterline.ocr.print.GreyImage;

/**
 * How good a photo is, in four figures. The thresholds are stated here and nowhere else.
 *
 * @param brightness the shade that 95 % of the pixels are darker than, 0 to 255
 * @param contrast the distance between the darkest and the lightest 2 %, 0 to 255
 * @param sharpness the steepest steps between neighbouring pixels (the top half percent), as a share of the contrast
 * @param glare the share of pixels that are as light as can be
 */
record PhotoQuality(double brightness, double contrast, double sharpness, double glare) {

    private static final double DARK_BELOW = 60;
    private static final double HOPELESSLY_DARK_BELOW = 16; // whatever seems to be there is as likely noise
    private static final double CONTRAST_MIN = 40; // less is a wall, and nothing in it is sharp or blurred
    private static final double BLUR_BELOW = 0.13;
    private static final double GLARE_ABOVE = 0.14;
    private static final int WORKING_SIDE_PX = 800;

    static PhotoQuality of(BufferedImage image) {
        var grey = GreyImage.of(GreyImage.shrink(image, WORKING_SIDE_PX));
        var contrast = grey.percentile(0.98) - grey.percentile(0.02);
        var steps = new int[(grey.width() - 2) * (grey.height() - 2)];
        var i = 0;
        var white = 0;
        for (var y = 1; y < grey.height() - 1; y++) {
            for (var x = 1; x < grey.width() - 1; x++) {
                var along = grey.at(x + 1, y) - grey.at(x - 1, y);
                var across = grey.at(x, y + 1) - grey.at(x, y - 1);
                // hypot says the same, and takes sixty times as long
                steps[i++] = Math.min(255, (int) Math.sqrt(along * along + across * across));
                white += grey.at(x, y) >= 252 ? 1 : 0;
            }
        }
        var steepest = new GreyImage(grey.width() - 2, grey.height() - 2, steps).percentile(0.995);
        return new PhotoQuality(
                grey.percentile(0.95), contrast, contrast == 0 ? 0 : (double) steepest / contrast, (double) white / i);
    }

    Optional<QualityFinding> finding() {
        if (brightness < DARK_BELOW) {
            return Optional.of(QualityFinding.DARK);
        }
        if (contrast >= CONTRAST_MIN && sharpness < BLUR_BELOW) {
            return Optional.of(QualityFinding.BLUR);
        }
        return glare > GLARE_ABOVE ? Optional.of(QualityFinding.GLARE) : Optional.empty();
    }

    boolean isHopeless() {
        return brightness < HOPELESSLY_DARK_BELOW;
    }

    /** Why there may be no row of digits to be seen. */
    UnreadableReason whyNothingIsSeen() {
        return finding()
                .map(finding -> UnreadableReason.valueOf(finding.name()))
                .orElse(UnreadableReason.NO_METER);
    }

    Map<String, Double> measures() {
        var measures = new LinkedHashMap<String, Double>();
        measures.put("brightness", rounded(brightness));
        measures.put("contrast", rounded(contrast));
        measures.put("sharpness", rounded(sharpness));
        measures.put("glare", rounded(glare));
        return measures;
    }

    private static double rounded(double value) {
        return Math.round(value * 1_000) / 1_000.0;
    }
}
