package org.meterline.ocr.samples;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.FileImageOutputStream;

/** Makes the rendered ones of the sample photos: {@code RenderSamples DIRECTORY}. The real ones are only copied, see there. */
public final class RenderSamples {

    private static final float QUALITY = 0.88f;

    private RenderSamples() {}

    public static void main(String[] arguments) throws IOException {
        var directory = Path.of(arguments[0]);
        Files.createDirectories(directory);
        for (var sample : samples().entrySet()) {
            write(sample.getValue(), directory.resolve(sample.getKey()));
        }
    }

    /** The pictures by their file names. */
    static Map<String, BufferedImage> samples() {
        var samples = new LinkedHashMap<String, BufferedImage>();
        samples.put("drum-electricity.jpg", MeterScene.drumElectricity("04821.7", 1.5, 1));
        samples.put("lcd-electricity.jpg", MeterScene.lcdElectricity("012345", -1.2, 2));
        samples.put("drum-water.jpg", MeterScene.drumWater("00738.412", 2.5, 3));
        samples.put("blurred.jpg", MeterScene.blurred(MeterScene.drumElectricity("04821.7", -2, 4), 21));
        samples.put("dark.jpg", MeterScene.darkened(MeterScene.drumElectricity("04821.7", 2, 5), 0.03, 5));
        samples.put("wall.jpg", MeterScene.wallOnly(6));
        return samples;
    }

    private static void write(BufferedImage image, Path file) throws IOException {
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        Files.deleteIfExists(file);
        try (var out = new FileImageOutputStream(file.toFile())) {
            var parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(QUALITY);
            writer.setOutput(out);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
    }
}
