package org.meterline.ocr;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns a file that anybody may have made into pixels, or into nothing. The header is read first; what it asks for is never
 * allocated: large photos are subsampled while they are decoded, monsters are refused. Whatever a decoder throws means that
 * the file is no picture, except want of memory, which is ours and worth another attempt.
 */
final class SafeDecode {

    private static final Logger log = LoggerFactory.getLogger(SafeDecode.class);
    private static final Set<String> FORMATS = Set.of("jpeg", "png", "webp");
    private static final int PIXELS_MAX = 100_000_000; // the largest phone cameras have 200 million, and send fewer
    private static final int PIXELS_UNSAMPLED_MAX =
            40_000_000; // WebP and progressive JPEG are held whole before they are subsampled
    private static final int SIDE_PX_MIN = 32;
    private static final int WORKING_SIDE_PX = 1_600;

    static {
        ImageIO.setUseCache(false); // no temporary files
    }

    private SafeDecode() {}

    /** The picture in a file; empty when there is none. */
    static Optional<Photo> decode(byte[] file) {
        try (var input = new FileInput(file)) {
            var readers = ImageIO.getImageReaders(input);
            if (!readers.hasNext()) {
                return Optional.empty();
            }
            var reader = readers.next();
            try {
                return decode(reader, input, file);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException notAPicture) {
            log.info("a file does not decode: {}", notAPicture.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    private static Optional<Photo> decode(ImageReader reader, ImageInputStream input, byte[] file) throws IOException {
        var format = reader.getFormatName().toLowerCase(Locale.ROOT);
        if (!FORMATS.contains(format)) {
            return Optional.empty();
        }
        var effort = format.equals("jpeg") ? JpegEffort.of(file) : JpegEffort.NONE;
        if (!effort.isReasonable()) {
            log.info("a JPEG of {} segments and {} scans is not read", effort.segments(), effort.scans());
            return Optional.empty();
        }
        reader.setInput(input, true, true);
        var width = reader.getWidth(0);
        var height = reader.getHeight(0);
        var pixelsMax = effort.progressive() || format.equals("webp") ? PIXELS_UNSAMPLED_MAX : PIXELS_MAX;
        var shortSideLeft = Math.min(width, height) / Math.max(1.0, (double) Math.max(width, height) / WORKING_SIDE_PX);
        if (shortSideLeft < SIDE_PX_MIN || (long) width * height > pixelsMax) {
            log.info("a picture of {} x {} is not read", width, height);
            return Optional.empty();
        }
        var step = Math.max(1, Math.max(width, height) / WORKING_SIDE_PX);
        var parameters = reader.getDefaultReadParam();
        parameters.setSourceSubsampling(step, step, 0, 0);
        var orientation = Orientation.of(file);
        var upright = upright(reader.read(0, parameters), orientation);
        var turned = orientation >= 5;
        return Optional.of(new Photo(upright, turned ? height : width, turned ? width : height));
    }

    /** Draws as a person sees it, on white where it is transparent, and no larger than the working size. */
    private static BufferedImage upright(BufferedImage decoded, int orientation) {
        var shrink = Math.min(1.0, (double) WORKING_SIDE_PX / Math.max(decoded.getWidth(), decoded.getHeight()));
        var width = Math.max(1, (int) Math.round(decoded.getWidth() * shrink));
        var height = Math.max(1, (int) Math.round(decoded.getHeight() * shrink));
        var turned = orientation >= 5;
        var image = new BufferedImage(turned ? height : width, turned ? width : height, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
            graphics.transform(orientationTransform(orientation, width, height));
            graphics.drawImage(decoded, 0, 0, width, height, null);
        } finally {
            graphics.dispose();
        }
        return image;
    }

    private static AffineTransform orientationTransform(int orientation, int w, int h) {
        return switch (orientation) {
            case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
            case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
            case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
            case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
            case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
            case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
            case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
            default -> new AffineTransform();
        };
    }
}
