package org.meterline.stack.storm;

import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/**
 * Photos of meters, each different from all others: a sample photo with other things around its counter, because the same
 * surroundings twice are what gives a photo away that was sent before.
 */
final class PhotoBooth {

    private static final int KIND =
            BufferedImage.TYPE_3BYTE_BGR; // what the JPEG writer takes without turning it around
    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;
    private static final int COUNTER_TOP = 178; // of the sample, scaled
    private static final int COUNTER_BOTTOM = 296;
    private static final int BLOCKS = 14;

    private final BufferedImage sample;

    /** @param samples the folder of sample photos */
    PhotoBooth(Path samples) {
        ImageIO.setUseCache(false); // which would be files, for pictures that are in memory anyway
        try {
            var whole = ImageIO.read(samples.resolve("drum-electricity.jpg").toFile());
            sample = new BufferedImage(WIDTH, HEIGHT, KIND);
            var graphics = sample.createGraphics();
            graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
            graphics.drawImage(whole.getScaledInstance(WIDTH, HEIGHT, java.awt.Image.SCALE_AREA_AVERAGING), 0, 0, null);
            graphics.dispose();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read the sample photos", failure);
        }
    }

    /** The photo that belongs to a seed, as a JPEG. */
    byte[] photo(long seed) {
        var random = new Random(seed);
        var picture = new BufferedImage(WIDTH, HEIGHT, KIND);
        var graphics = picture.createGraphics();
        graphics.drawImage(sample, 0, 0, null);
        for (var i = 0; i < BLOCKS; i++) {
            var above = i % 2 == 0;
            var top = above ? 0 : COUNTER_BOTTOM;
            var room = above ? COUNTER_TOP : HEIGHT - COUNTER_BOTTOM;
            var height = 20 + random.nextInt(room / 2);
            graphics.setColor(new Color(60 + random.nextInt(120), 60 + random.nextInt(120), 60 + random.nextInt(120)));
            graphics.fillRect(
                    random.nextInt(WIDTH), top + random.nextInt(room - height), 40 + random.nextInt(160), height);
        }
        graphics.dispose();
        var jpeg = new ByteArrayOutputStream();
        try {
            ImageIO.write(picture, "jpeg", jpeg);
        } catch (IOException impossible) { // it is written into memory
            throw new UncheckedIOException(impossible);
        }
        return jpeg.toByteArray();
    }
}
