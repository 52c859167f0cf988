package org.meterline.engines.hostile;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;

/** Small whole pictures, one in each way that phones and browsers write them: what mutations begin with. */
public final class SeedPictures {

    private static final int WIDTH = 96;
    private static final int HEIGHT = 72;
    private static final List<String> WEBPS = List.of("lossy.webp", "lossless.webp", "alpha.webp", "animated.webp");

    private SeedPictures() {}

    /** Every one of them. */
    public static List<HostileFile> all() {
        var colour = counter(BufferedImage.TYPE_INT_RGB);
        var pictures = new ArrayList<HostileFile>();
        pictures.add(new HostileFile("baseline.jpg", written(colour, "jpeg", false)));
        pictures.add(new HostileFile("progressive.jpg", written(colour, "jpeg", true)));
        pictures.add(new HostileFile("grey.jpg", written(counter(BufferedImage.TYPE_BYTE_GRAY), "jpeg", false)));
        pictures.add(new HostileFile(
                "turned.jpg", Jpeg.withSegment(written(colour, "jpeg", false), 0xe1, Exif.orientation(6))));
        pictures.add(new HostileFile("colour.png", written(colour, "png", false)));
        pictures.add(new HostileFile("interlaced.png", written(colour, "png", true)));
        pictures.add(new HostileFile("palette.png", written(counter(BufferedImage.TYPE_BYTE_INDEXED), "png", false)));
        pictures.add(new HostileFile("deep-grey.png", written(counter(BufferedImage.TYPE_USHORT_GRAY), "png", false)));
        pictures.add(new HostileFile("transparent.png", written(counter(BufferedImage.TYPE_INT_ARGB), "png", false)));
        WEBPS.forEach(name -> pictures.add(new HostileFile(name, resource(name))));
        return List.copyOf(pictures);
    }

    /** Five light wheels in a dark window, so that a reader finds something to look at. */
    private static BufferedImage counter(int type) {
        var image = new BufferedImage(WIDTH, HEIGHT, type);
        var graphics = image.createGraphics();
        graphics.setColor(new Color(170, 165, 150));
        graphics.fillRect(0, 0, WIDTH, HEIGHT);
        graphics.setColor(new Color(20, 20, 22));
        graphics.fillRect(12, 24, 72, 24);
        for (var wheel = 0; wheel < 5; wheel++) {
            graphics.setColor(new Color(235, 235, 230));
            graphics.fillRect(16 + wheel * 13, 27, 11, 18);
            graphics.setColor(wheel == 4 ? Color.RED : Color.BLACK);
            graphics.fillRect(20 + wheel * 13, 30, 3, 12);
        }
        graphics.dispose();
        return image;
    }

    private static byte[] written(BufferedImage image, String format, boolean progressive) {
        var writer = ImageIO.getImageWritersByFormatName(format).next();
        var bytes = new ByteArrayOutputStream();
        try (var output = ImageIO.createImageOutputStream(bytes)) {
            var parameters = writer.getDefaultWriteParam();
            parameters.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(output);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } catch (IOException impossible) { // it is written into memory
            throw new UncheckedIOException(impossible);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static byte[] resource(String name) {
        try (var in = Objects.requireNonNull(SeedPictures.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
